import type { ReportSection, ReportTable, TableCell } from '../report-section.js';
import type { ReportWords } from '../report-words.js';
import { drawMap } from './draw-map.js';
import { escaped, type Markup } from './markup.js';

/** A part of the page that stands beside the figures. What is told in paragraphs is not told in a table again. */
export function sectionMarkup(
  words: ReportWords,
  { title, paragraphs, map, tables }: ReportSection,
  id: string,
): Markup {
  return escaped`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${paragraphs.map((text) => escaped`<p dir="auto">${text}</p>`)}
    ${map && drawMap(map, `${id}-map`)} ${tables.filter(({ isTold }) => !isTold).map((table) => tableMarkup(words, table))}
  </section> `;
}

function tableMarkup(words: ReportWords, { name, columns, rows }: ReportTable): Markup {
  const classOf = (i: number) => (columns[i]?.numeric ? 'n' : '');
  return escaped`<div class="scroll">
    <table>
      <caption>
        ${name}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ heading }, i) => escaped`<th scope="col" class="${classOf(i)}">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            escaped`<tr>
              ${row.map((cell, i) =>
                i === 0
                  ? escaped`<th scope="row" dir="auto">${textOf(words, cell)}</th>`
                  : escaped`<td class="${classOf(i)}" dir="auto">${textOf(words, cell)}</td>`,
              )}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

export function textOf({ number }: ReportWords, cell: TableCell): string {
  if (cell === null || typeof cell === 'string') return cell ?? '';
  return cell.number === null ? '' : number(cell.number);
}
