import type { ReportedMeasure, ReportFigure } from '@keelson/reports';
import type { PartSeries } from '../by-measure.js';
import {
  bandsOf,
  breaksOf,
  changeOf,
  countOf,
  coverageOf,
  definitionOf,
  noNumber,
  statusOf,
  steppedOver,
  toNumber,
  verdictOf,
  type Summary,
} from '../describe-figures.js';
import { displayNumber } from '../display-number.js';
import type { ReportDocument } from '../report-document.js';
import { drawLines } from './draw-lines.js';
import { escaped, type Markup } from './markup.js';

export const mostLines = 8;

/** The measures at a glance; the column of targets only where one is set. */
export function summaryTable(summaries: Summary[], anchorOf: (i: number) => string): Markup {
  const withTarget = summaries.some(({ latest }) => latest?.target);
  const row = ({ measure, latest, first }: Summary, i: number) => escaped`<tr>
<th scope="row" dir="auto"><a href="#${anchorOf(i)}">${measure.name}</a><br><small>${measure.unit}</small></th>
<td class="n">${latest ? displayNumber(latest.value ?? '') : escaped`<span class="none">no figure</span>`}</td>
<td>${latest?.period}</td>
<td class="n">${latest && first && changeOf(first, latest)}</td>
<td>${latest && coverageOf(latest)}</td>
${withTarget && escaped`<td>${latest && statusOf(latest)}</td>`}
</tr>
`;
  return escaped`<div class="scroll"><table id="summary">
<caption>Summary</caption>
<thead><tr>
<th scope="col">Measure</th>
<th scope="col" class="n">Latest</th>
<th scope="col">Period</th>
<th scope="col" class="n">Change since the first</th>
<th scope="col">Reported by</th>
${withTarget && escaped`<th scope="col">Target</th>`}
</tr></thead>
<tbody>
${summaries.map(row)}</tbody>
</table></div>
`;
}

export function measureSection(
  document: ReportDocument,
  summary: Summary,
  totals: ReportFigure[],
  parts: PartSeries[],
  anchor: string,
): Markup {
  const { measure, latest, first } = summary;
  const drawable = parts.filter(({ points }) => Object.values(points).some((value) => value !== null));
  const dimensions = [...new Set(drawable.map(({ dimension }) => dimension))];
  const fact = (term: string, value: Markup | string | null, note?: string | null) =>
    value &&
    escaped`<div>
      <dt>${term}</dt>
      <dd>${value}${note && escaped`<small>${note}</small>`}</dd>
    </div>`;
  return escaped`<section aria-labelledby="${anchor}">
    <h2 id="${anchor}" dir="auto">${measure.name}</h2>
    <p class="muted">${definitionOf(measure)}</p>
    <dl class="facts">
      ${fact('Latest', latest ? displayNumber(latest.value ?? '') : 'No figure yet', latest && `${measure.unit}, ${latest.period}`)}
      ${latest && first && fact('Change', changeOf(first, latest), `since ${first.period}${verdictOf(measure, first, latest)}`)}
      ${latest && fact('Reported by', coverageOf(latest), `in ${latest.period}`)}
      ${latest?.target && fact('Target', displayNumber(latest.target), statusOf(latest))}
    </dl>
    ${(latest || totals.some(({ low }) => low !== null)) && totalsChart(measure, document, totals, anchor)}
    <div class="charts">
      ${dimensions.map((code, i) => partsChart(measure, document, drawable, code, `${anchor}-${i}`))}
    </div>
    ${totalsTable(measure, totals)}
  </section> `;
}

function totalsChart(measure: ReportedMeasure, document: ReportDocument, totals: ReportFigure[], id: string): Markup {
  const { periods } = document.header;
  const bands = bandsOf(periods, totals);
  const at = new Map(totals.map((figure) => [figure.period, figure]));
  const series = (pick: (figure: ReportFigure) => string | null) =>
    periods.map((period) => toNumber(at.get(period) ? pick(at.get(period)!) : null));
  const target = series((figure) => figure.target);
  const values = series((figure) => figure.value);
  const gaps = values.filter((value, i) => value === null && !bands[i]).length;
  return drawLines({
    id: `${id}-total`,
    width: 960,
    caption: `Total, ${measure.unit}`,
    title: `${measure.name}: total, ${measure.unit}`,
    description: `Line chart of ${countOf(periods.length, 'period')}, ${gaps === 0 ? 'none' : gaps} of them without a figure. The table below holds the same figures.`,
    periods,
    lines: [{ name: measure.name, values }],
    breaks: breaksOf(document, measure),
    ...(bands.some((band) => band !== null) ? { bands } : {}),
    ...(target.some((value) => value !== null) ? { target } : {}),
  });
}

function partsChart(
  measure: ReportedMeasure,
  document: ReportDocument,
  parts: PartSeries[],
  code: string,
  id: string,
): Markup {
  const { periods, columns } = document.header;
  const drawn = parts.filter(({ dimension }) => dimension === code);
  const column = columns.find((one) => one.code === code);
  const left = (drawn[0]?.parts ?? 0) - drawn.length;
  const lines = drawn.map(({ category, points }) => ({
    name: column?.categories[category] ?? category,
    values: periods.map((period) => toNumber(points[period] ?? null)),
  }));
  const name = column?.name ?? code;
  const chart = drawLines({
    id,
    width: 640,
    // One line has no legend.
    caption: lines.length === 1 ? `By ${name}: ${lines[0]!.name}` : `By ${name}`,
    title: `${measure.name} by ${name}`,
    description: `Line chart of ${countOf(lines.length, 'part')} by ${name}: ${lines.map((line) => line.name).join(', ')}.`,
    periods,
    lines,
    breaks: breaksOf(document, measure),
  });
  if (left === 0) return chart;
  return escaped`<div>
    ${chart}
    <p class="muted">The ${drawn.length} largest are drawn; ${left} more ${left === 1 ? 'stands' : 'stand'} in the files.</p>
  </div>`;
}

function totalsTable(measure: ReportedMeasure, totals: ReportFigure[]): Markup {
  const withTarget = totals.some(({ target }) => target !== null);
  const withRatio = measure.numberKind === 'RATIO';
  const withGaps = totals.some(({ nonValues: kinds }) => Object.keys(kinds).length > 0);
  return escaped`<div class="scroll">
    <table>
      <caption>
        ${measure.name}: totals of the coalition
      </caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col" class="n">${measure.unit}</th>
          ${
            withRatio &&
            escaped`<th scope="col" class="n">Numerator</th>
              <th scope="col" class="n">Denominator</th>`
          }
          <th scope="col">Reported by</th>
          ${withGaps && escaped`<th scope="col">Stepped over</th>`}
          ${
            withTarget &&
            escaped`<th scope="col" class="n">Target</th>
              <th scope="col">Status</th>`
          }
        </tr>
      </thead>
      <tbody>
        ${totals.map(
          (figure) =>
            escaped`<tr>
              <th scope="row">${figure.period}</th>
              <td class="n">${valueOf(figure)}</td>
              ${
                withRatio &&
                escaped`<td class="n">${numberOr(figure.numerator)}</td>
                  <td class="n">${numberOr(figure.denominator)}</td>`
              }
              <td>${coverageOf(figure)}</td>
              ${withGaps && escaped`<td class="muted">${steppedOver(figure)}</td>`}
              ${
                withTarget &&
                escaped`<td class="n">${numberOr(figure.target)}</td>
                  <td>${figure.target && statusOf(figure)}</td>`
              }
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Without a target there is no column of status: the interval says for itself why it is one. */
function valueOf(figure: ReportFigure): Markup | string {
  const { low, high } = figure;
  if (low !== null && high !== null) {
    return escaped`${displayNumber(low)} to ${displayNumber(high)}<br><small>the same people may be counted twice</small>`;
  }
  return numberOr(figure.value, noNumber(figure));
}

function numberOr(decimal: string | null, otherwise = ''): Markup | string {
  return decimal === null ? escaped`<span class="none">${otherwise}</span>` : displayNumber(decimal);
}
