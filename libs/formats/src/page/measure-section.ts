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
import type { ReportDocument } from '../report-document.js';
import { wordsOf, type Heading, type ReportWords } from '../report-words.js';
import { drawLines } from './draw-lines.js';
import { escaped, type Markup } from './markup.js';

export const mostLines = 8;

/** The measures at a glance; the column of targets only where one is set. */
export function summaryTable(words: ReportWords, summaries: Summary[], anchorOf: (i: number) => string): Markup {
  const heading = (name: Heading) => words.say(`report.heading.${name}`);
  const withTarget = summaries.some(({ latest }) => latest?.target);
  const row = ({ measure, latest, first }: Summary, i: number) => escaped`<tr>
<th scope="row" dir="auto"><a href="#${anchorOf(i)}">${measure.name}</a><br><small>${measure.unit}</small></th>
<td class="n">${latest ? words.number(latest.value ?? '') : escaped`<span class="none">${words.say('report.noFigure')}</span>`}</td>
<td>${latest?.period}</td>
<td class="n">${latest && first && changeOf(words, first, latest)}</td>
<td>${latest && coverageOf(words, latest)}</td>
${withTarget && escaped`<td>${latest && statusOf(words, latest)}</td>`}
</tr>
`;
  return escaped`<div class="scroll"><table id="summary">
<caption>${words.say('report.title.summary')}</caption>
<thead><tr>
<th scope="col">${heading('measure')}</th>
<th scope="col" class="n">${heading('latest')}</th>
<th scope="col">${heading('period')}</th>
<th scope="col" class="n">${heading('changeSinceFirst')}</th>
<th scope="col">${heading('reportedBy')}</th>
${withTarget && escaped`<th scope="col">${heading('target')}</th>`}
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
  const words = wordsOf(document.header);
  const { say, number } = words;
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
    <p class="muted">${definitionOf(words, measure)}</p>
    <dl class="facts">
      ${fact(say('report.heading.latest'), latest ? number(latest.value ?? '') : say('report.noFigureYet'), latest && say('report.measure.unitAndPeriod', { unit: measure.unit, period: latest.period }))}
      ${latest && first && fact(say('report.heading.change'), changeOf(words, first, latest), say('report.measure.since', { period: first.period, verdict: verdictOf(words, measure, first, latest) }))}
      ${latest && fact(say('report.heading.reportedBy'), coverageOf(words, latest), say('report.measure.in', { period: latest.period }))}
      ${latest?.target && fact(say('report.heading.target'), number(latest.target), statusOf(words, latest))}
    </dl>
    ${(latest || totals.some(({ low }) => low !== null)) && totalsChart(measure, document, totals, anchor)}
    <div class="charts">
      ${dimensions.map((code, i) => partsChart(measure, document, drawable, code, `${anchor}-${i}`))}
    </div>
    ${totalsTable(words, measure, totals)}
  </section> `;
}

function totalsChart(measure: ReportedMeasure, document: ReportDocument, totals: ReportFigure[], id: string): Markup {
  const { periods } = document.header;
  const words = wordsOf(document.header);
  const { say } = words;
  const { unit } = measure;
  const bands = bandsOf(periods, totals);
  const at = new Map(totals.map((figure) => [figure.period, figure]));
  const series = (pick: (figure: ReportFigure) => string | null) =>
    periods.map((period) => toNumber(at.get(period) ? pick(at.get(period)!) : null));
  const target = series((figure) => figure.target);
  const values = series((figure) => figure.value);
  const gaps = values.filter((value, i) => value === null && !bands[i]).length;
  return drawLines(words, {
    id: `${id}-total`,
    width: 960,
    caption: say('report.chart.total', { unit }),
    title: say('report.chart.totalOf', { measure: measure.name, unit }),
    description: `${say('report.chart.totalText', { periods: countOf(words, periods.length, 'periods'), gaps })} ${say('report.chart.tableBelow')}`,
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
  const words = wordsOf(document.header);
  const { say } = words;
  const drawn = parts.filter(({ dimension }) => dimension === code);
  const column = columns.find((one) => one.code === code);
  const left = (drawn[0]?.parts ?? 0) - drawn.length;
  const lines = drawn.map(({ category, points }) => ({
    name: column?.categories[category] ?? category,
    values: periods.map((period) => toNumber(points[period] ?? null)),
  }));
  const name = column?.name ?? code;
  const chart = drawLines(words, {
    id,
    width: 640,
    // One line has no legend.
    caption:
      lines.length === 1 ? say('report.chart.byOne', { name, part: lines[0]!.name }) : say('report.chart.by', { name }),
    title: say('report.chart.measureBy', { measure: measure.name, name }),
    description: say('report.chart.partsText', {
      ...{ parts: countOf(words, lines.length, 'parts'), name, lines: lines.map((line) => line.name).join(', ') },
    }),
    periods,
    lines,
    breaks: breaksOf(document, measure),
  });
  if (left === 0) return chart;
  return escaped`<div>
    ${chart}
    <p class="muted">${say('report.chart.left', { drawn: drawn.length, left })}</p>
  </div>`;
}

function totalsTable(words: ReportWords, measure: ReportedMeasure, totals: ReportFigure[]): Markup {
  const heading = (name: Heading) => words.say(`report.heading.${name}`);
  const withTarget = totals.some(({ target }) => target !== null);
  const withRatio = measure.numberKind === 'RATIO';
  const withGaps = totals.some(({ nonValues: kinds }) => Object.keys(kinds).length > 0);
  return escaped`<div class="scroll">
    <table>
      <caption>
        ${words.say('report.measure.totals', { measure: measure.name })}
      </caption>
      <thead>
        <tr>
          <th scope="col">${heading('period')}</th>
          <th scope="col" class="n">${measure.unit}</th>
          ${
            withRatio &&
            escaped`<th scope="col" class="n">${heading('numerator')}</th>
              <th scope="col" class="n">${heading('denominator')}</th>`
          }
          <th scope="col">${heading('reportedBy')}</th>
          ${withGaps && escaped`<th scope="col">${heading('steppedOver')}</th>`}
          ${
            withTarget &&
            escaped`<th scope="col" class="n">${heading('target')}</th>
              <th scope="col">${heading('status')}</th>`
          }
        </tr>
      </thead>
      <tbody>
        ${totals.map(
          (figure) =>
            escaped`<tr>
              <th scope="row">${figure.period}</th>
              <td class="n">${valueOf(words, figure)}</td>
              ${
                withRatio &&
                escaped`<td class="n">${numberOr(words, figure.numerator)}</td>
                  <td class="n">${numberOr(words, figure.denominator)}</td>`
              }
              <td>${coverageOf(words, figure)}</td>
              ${withGaps && escaped`<td class="muted">${steppedOver(words, figure)}</td>`}
              ${
                withTarget &&
                escaped`<td class="n">${numberOr(words, figure.target)}</td>
                  <td>${figure.target && statusOf(words, figure)}</td>`
              }
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Without a target there is no column of status: the interval says for itself why it is one. */
function valueOf(words: ReportWords, figure: ReportFigure): Markup | string {
  const { low, high } = figure;
  if (low !== null && high !== null) {
    const interval = words.say('report.interval', { low: words.number(low), high: words.number(high) });
    return escaped`${interval}<br><small>${words.say('report.countedTwice')}</small>`;
  }
  return numberOr(words, figure.value, noNumber(words, figure));
}

function numberOr(words: ReportWords, decimal: string | null, otherwise = ''): Markup | string {
  return decimal === null ? escaped`<span class="none">${otherwise}</span>` : words.number(decimal);
}
