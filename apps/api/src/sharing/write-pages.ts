import { createHash } from 'node:crypto';
import { escaped, fileFormats, pageStyle, type FileFormat, type Markup } from '@keelson/formats';
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
export function writeNoLinkPage(): string {
  return framePage({
    title: 'No report here · Keelson',
    scripts: [],
    body: escaped`<main>
<h1>There is no report at this address</h1>
<p>The link was mistyped or cut off, it has expired, or whoever sent it has ended it.</p>
<p>Look whether the whole address was copied. If it was, ask whoever sent it for a new one.</p>
</main>
`,
  });
}

export function writePasscodePage(problem: string | null): string {
  return framePage({
    title: 'Passcode · Keelson',
    scripts: [],
    body: escaped`<main>
<h1>A report was shared with you</h1>
${problem && escaped`<p id="problem" class="problem" role="alert">${problem}</p>\n`}<form method="post">
<label for="passcode">Passcode</label>
<input id="passcode" name="passcode" type="password" autocomplete="off" maxlength="128" aria-describedby="where" required autofocus>
<p id="where" class="muted">Whoever sent you the link told you the passcode.</p>
<button type="submit">Show the report</button>
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
