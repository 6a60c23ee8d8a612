import { escaped, type Markup } from '@keelson/formats';
import { wordsIn } from '@keelson/messages';

interface Frame {
  /** BCP 47, of its words; English unless told. */
  language?: string;
  title: string;
  /** Names of the scripts and style sheets among the assets. */
  scripts: string[];
  styles?: string[];
  body: Markup;
}

/** Every page: nothing in it runs or loads but our own files. */
export function framePage({ language = 'en', title, scripts, styles = ['pages.css'], body }: Frame): string {
  return escaped`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${styles.map((name) => escaped`<link rel="stylesheet" href="/assets/${name}">\n`)}${scripts.map(scriptTag)}</head>
<body>
${body}${
    scripts.length > 0 &&
    escaped`<noscript><p class="problem">${wordsIn(language).say('page.noScript')}</p></noscript>
`
  }</body>
</html>
`.text;
}

/** Bundles made by others are classic scripts, ours are modules; both wait for the page. */
function scriptTag(name: string): Markup {
  return name.endsWith('.min.js')
    ? escaped`<script defer src="/assets/${name}"></script>\n`
    : escaped`<script type="module" src="/assets/${name}"></script>\n`;
}

const nothingElse = `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A form is sent by its script: without it no password ends up in an address. The pictures are QR codes. */
export const formPolicy = `${nothingElse}; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:`;

/** CodeMirror in GraphiQL writes styles into the page; its fonts and pictures are in its style sheet. */
export const graphiqlPolicy = `${nothingElse}; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; font-src data:`;
