import { byMeasure } from '../by-measure.js';
import { summarise } from '../describe-figures.js';
import type { ReportContent } from '../report-document.js';
import { wordsOf } from '../report-words.js';
import { escaped, Markup } from './markup.js';
import { measureSection } from './measure-section.js';
import { pageStyle } from './page-style.js';

/** One measure of a report as a page for a frame: its figures, its chart, its table. Null: the report has no such measure. */
export async function writeMeasureFrame(content: ReportContent, code: string): Promise<string | null> {
  const { document } = content;
  if (!document.header.measures.some((measure) => measure.code === code)) return null;
  for await (const { measure, totals } of byMeasure(content, 0)) {
    if (measure.code !== code) continue;
    return escaped`<!doctype html>
<html lang="${wordsOf(document.header).language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${measure.name} · ${document.header.coalition.name}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body class="frame">
<main>
${measureSection(document, summarise(measure, totals), totals, [], 'measure')}
</main>
<footer><p class="muted" dir="auto">${document.header.coalition.name}: ${document.title}</p></footer>
</body>
</html>
`.text;
  }
  return null;
}
