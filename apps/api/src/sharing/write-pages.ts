import { createHash } from 'node:crypto';
import { escaped, fileFormats, pageStyle, type FileFormat, type Markup } from '@keelson/formats';
import type { Words } from '@keelson/messages';
import { framePage } from '../pages/page-frame.js';

const nothingElse = `default-src 'none'; base-uri 'none'`;
const styleOfReport = `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;

/** The report itself: its own style, no script, nothing loaded. */
export const reportPolicy = `${nothingElse}; ${styleOfReport}; form-action 'none'; frame-ancestors 'none'`;
/** The same in a frame of these origins' pages, which were checked when the link was made. */
export const embedPolicy = (origins: readonly string[]) =>
  `${nothingElse}; ${styleOfReport}; form-action 'none'; frame-ancestors ${origins.join(' ')}`;
/** The logo stands in the page itself. */
export const withLogo = (policy: string) => `${policy}; img-src data:`;
/** A form that works without a script. */
export const plainPolicy = `${nothingElse}; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'`;

/** One answer for what was never made and for what has ended: nobody learns which of the two it was. */
export function writeNoLinkPage({ language, say }: Words): string {
  return framePage({
    language,
    title: `${say('page.noReport.title')} · Keelson`,
    scripts: [],
    body: escaped`<main>
<h1>${say('page.noReport.heading')}</h1>
<p>${say('page.noReport.why')}</p>
<p>${say('page.noReport.ask')}</p>
</main>
`,
  });
}

export function writePasscodePage({ language, say }: Words, problem: string | null): string {
  return framePage({
    language,
    title: `${say('page.passcode.title')} · Keelson`,
    scripts: [],
    body: escaped`<main>
<h1>${say('page.passcode.heading')}</h1>
${problem && escaped`<p id="problem" class="problem" role="alert">${problem}</p>\n`}<form method="post">
<label for="passcode">${say('page.passcode.title')}</label>
<input id="passcode" name="passcode" type="password" autocomplete="off" maxlength="128" aria-describedby="where" required autofocus>
<p id="where" class="muted">${say('page.passcode.where')}</p>
<button type="submit">${say('page.passcode.action')}</button>
</form>
</main>
`,
  });
}

const names: Record<FileFormat, string> = {
  pdf: 'PDF (A4)',
  'letter.pdf': 'PDF (US Letter)',
  xlsx: 'Excel workbook',
  csv: 'CSV',
  html: 'Web page',
  json: 'JSON',
  'cids.jsonld': 'CIDS',
  'iati.xml': 'IATI',
  'dhis2.json': 'DHIS2',
};

/** Every file of the report, at the top of its page: those for people first. */
export function downloadsOf(path: string): Markup {
  const ordered = (Object.keys(names) as FileFormat[]).filter((format) => fileFormats.includes(format));
  return escaped`<nav class="files" aria-label="Files of this report"><ul>
${ordered.map((format) => escaped`<li><a href="${path}/report.${format}" download>${names[format]}</a></li>\n`)}</ul></nav>
`;
}
