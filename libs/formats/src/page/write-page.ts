import { byMeasure } from '../by-measure.js';
import { summarise, type Summary } from '../describe-figures.js';
import { agreementSentences } from '../describe-agreements.js';
import type { ReportContent, ReportDocument } from '../report-document.js';
import { escaped, Markup } from './markup.js';
import { measureSection, mostLines, summaryTable } from './measure-section.js';
import { sectionsAfter, sectionsBefore } from '../report-sections.js';
import { pageStyle } from './page-style.js';
import { sectionMarkup } from './section-markup.js';

const mostMeasures = 60;

/** The report as one page that opens from disk: no script, no address, charts as SVG. */
export async function* writePage(content: ReportContent): AsyncGenerator<string> {
  const { document } = content;
  const shown = Math.min(document.header.measures.length, mostMeasures);
  yield headOf(document, shown).text;
  // The summary stands first and needs every measure; a section is some ten kilobytes.
  const summaries: Summary[] = [];
  const sections: string[] = [];
  for await (const { measure, totals, parts } of byMeasure(content, mostLines)) {
    const summary = summarise(measure, totals);
    sections.push(measureSection(document, summary, totals, parts, anchorOf(summaries.length)).text);
    if (summaries.push(summary) === shown) break;
  }
  yield summaryTable(summaries, anchorOf).text;
  for (const [i, section] of sectionsBefore(document).entries()) yield sectionMarkup(section, `before-${i + 1}`).text;
  yield* sections;
  for (const [i, section] of sectionsAfter(document).entries()) yield sectionMarkup(section, `after-${i + 1}`).text;
  yield footOf(document).text;
}

const anchorOf = (i: number) => `measure-${i + 1}`;

function headOf(document: ReportDocument, shown: number): Markup {
  const { title, header, firstPeriod, lastPeriod } = document;
  const left = header.measures.length - shown;
  const from = header.coalition.figuresFrom === 'APPROVED' ? 'approved submissions' : 'submissions, approved or not,';
  return escaped`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · ${header.coalition.name}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#summary">Skip to the summary</a>
<header>
<p class="kicker" dir="auto">${header.coalition.name} · shared measurement</p>
<h1 dir="auto">${title}</h1>
<p>${firstPeriod === lastPeriod ? firstPeriod : `${firstPeriod} to ${lastPeriod}`}. Compiled on ${instantOf(document)}${header.requestedBy && ` for ${header.requestedBy}`}, from the ${from} of up to ${header.organizationsExpected} organizations.</p>
${left > 0 && escaped`<p>This page shows the first ${shown} measures; ${left} more stand in the files, which hold all ${header.figures} figures.</p>`}
</header>
<main>
`;
}

function footOf({ id, header, breakdowns, sha256 }: ReportDocument): Markup {
  const crossed = breakdowns ? breakdowns.some((codes) => codes.length > 1) : header.columns.length > 1;
  return escaped`</main>
<footer>
<p class="muted">Where nothing was reported a line has a gap: missing is never zero. “Reported by” counts the organizations behind a figure among those expected to report it; “stepped over” counts the cells that hold no number, by the reason given. A change compares the first and the latest period that have a figure, whoever reported in each. Numbers are rounded for reading; the CSV and JSON files of this report hold them exactly${crossed && ', with the breakdowns by several dimensions at once'}. “Suppressed” stands for a small number of people, or for one by which a small one could be worked out.</p>
${agreementNotes(header)}<p class="muted">Made by Keelson. A compiled report never changes. ${id}${sha256 && escaped`, SHA-256 of its content <code>${sha256}</code>`}</p>
</footer>
</body>
</html>
`;
}

function agreementNotes(header: ReportDocument['header']): Markup {
  const notes = agreementSentences(header).map((sentence) => escaped`<p class="muted" dir="auto">${sentence}</p>\n`);
  return new Markup(notes.map(({ text }) => text).join(''));
}

function instantOf({ compiledAt, header }: ReportDocument): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: header.coalition.timeZone } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(compiledAt)} (${header.coalition.timeZone})`;
}
