import { byMeasure } from '../by-measure.js';
import { summarise, type Summary } from '../describe-figures.js';
import { agreementSentences } from '../describe-agreements.js';
import type { ReportContent, ReportDocument } from '../report-document.js';
import { escaped, Markup } from './markup.js';
import { measureSection, mostLines, summaryTable } from './measure-section.js';
import { sectionsAfter, sectionsBefore } from '../report-sections.js';
import { instantOf, wordsOf } from '../report-words.js';
import { pageStyle } from './page-style.js';
import { sectionMarkup } from './section-markup.js';

const mostMeasures = 60;

/** The report as one page that opens from disk: no script, no address, charts as SVG. */
export async function* writePage(content: ReportContent): AsyncGenerator<string> {
  const { document } = content;
  const words = wordsOf(document.header);
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
  yield summaryTable(words, summaries, anchorOf).text;
  for (const [i, section] of sectionsBefore(document).entries())
    yield sectionMarkup(words, section, `before-${i + 1}`).text;
  yield* sections;
  for (const [i, section] of sectionsAfter(document).entries())
    yield sectionMarkup(words, section, `after-${i + 1}`).text;
  yield footOf(document).text;
}

const anchorOf = (i: number) => `measure-${i + 1}`;

function headOf(document: ReportDocument, shown: number): Markup {
  const { title, header, firstPeriod, lastPeriod, logo } = document;
  const left = header.measures.length - shown;
  const words = wordsOf(header);
  const compiled = words.say('report.page.compiled', {
    span: words.span(firstPeriod, lastPeriod),
    instant: instantOf(document),
    ...{ known: header.requestedBy ? 'YES' : 'NO', requestedBy: header.requestedBy },
    ...{ source: header.coalition.figuresFrom, organizations: header.organizationsExpected },
  });
  return escaped`<!doctype html>
<html lang="${words.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${logo && '; img-src data:'}">
<title>${title} · ${header.coalition.name}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#summary">${words.say('report.page.skip')}</a>
<header>
${logoMarkup(document)}<p class="kicker" dir="auto">${words.say('report.page.kicker', { coalition: header.coalition.name })}</p>
<h1 dir="auto">${title}</h1>
<p>${compiled}</p>
${left > 0 && escaped`<p>${words.say('report.page.left', { shown, left, figures: header.figures })}</p>`}
</header>
<main>
`;
}

function footOf({ id, header, breakdowns, sha256 }: ReportDocument): Markup {
  const { say } = wordsOf(header);
  const crossed = breakdowns ? breakdowns.some((codes) => codes.length > 1) : header.columns.length > 1;
  return escaped`</main>
<footer>
<p class="muted">${say('report.page.reading', { crossed: crossed ? 'YES' : 'NO' })}</p>
${agreementNotes(header)}<p class="muted">${say('report.page.made', { id })}${sha256 && escaped`${say('report.page.sha256')} <code>${sha256}</code>`}</p>
</footer>
</body>
</html>
`;
}

/** In the page itself, so that it opens from disk and asks nobody. */
function logoMarkup({ header: { logo }, logo: bytes }: ReportDocument): Markup | null {
  if (!logo || !bytes) return null;
  const { mediaType, alternative, width, height } = logo;
  const address = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
  return escaped`<img class="logo" src="${address}" alt="${alternative}" width="${width}" height="${height}">\n`;
}

function agreementNotes(header: ReportDocument['header']): Markup {
  const notes = agreementSentences(header).map((sentence) => escaped`<p class="muted" dir="auto">${sentence}</p>\n`);
  return new Markup(notes.map(({ text }) => text).join(''));
}
