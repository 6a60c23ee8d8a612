import { escaped, Markup, pageStyle } from '@keelson/formats';

/** The pages of the site, in the order of their links. */
export const sitePages = {
  index: 'Overview',
  agenda: 'Common agenda',
  measures: 'Shared measures',
  reports: 'Reports',
  activities: 'Activities',
  conversations: 'Conversations',
  decisions: 'Decisions',
} as const;
export type SitePageName = keyof typeof sitePages;

/** A page of the site: what a statement finds ($1: the coalition), an article each. */
export interface SitePage<Row> {
  page: SitePageName;
  rows: string;
  article(row: Row): Markup;
  /** Said where there is nothing. */
  empty: string;
}

const siteStyle = `
nav.site{border-bottom:1px solid var(--rule);background:var(--panel)}
nav.site ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;max-width:66rem;margin:0 auto;padding:.75rem 1.25rem}
nav.site [aria-current]{font-weight:600;color:var(--ink);text-decoration:none}
article{border-top:1px solid var(--rule);margin-top:2rem;padding-top:1.25rem}
article h2,article h3{overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:1rem 0 .25rem}
dl.pairs{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.75rem 0}
dl.pairs ul{margin:0;padding-left:1.25rem}
dl.pairs dt{color:var(--muted)}dl.pairs dd{margin:0;overflow-wrap:anywhere}
.text{white-space:pre-line;overflow-wrap:anywhere}
nav.pages{display:flex;gap:1.25rem;margin-top:2rem}
@media print{nav.site,nav.pages{display:none}}
`;

export interface SiteFrame {
  coalition: string;
  page: SitePageName;
  /** Of a page that is continued: its number, from 1, and how the others are reached. */
  number?: number;
}

export const fileOf = (page: SitePageName, number = 1) => `${page}${number > 1 ? `-${number}` : ''}.html`;

/** Opens from disk: no script, no address but those of files beside it, and a policy that lets nothing else in. */
export function headOf({ coalition, page, number = 1 }: SiteFrame): string {
  const title = `${sitePages[page]}${number > 1 ? `, page ${number}` : ''}`;
  return escaped`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · ${coalition}</title>
<style>${new Markup(pageStyle + siteStyle)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav class="site" aria-label="Pages of this archive"><ul>
${(Object.keys(sitePages) as SitePageName[]).map((name) =>
  name === page && number === 1
    ? escaped`<li><a href="${fileOf(name)}" aria-current="page">${sitePages[name]}</a></li>\n`
    : escaped`<li><a href="${fileOf(name)}">${sitePages[name]}</a></li>\n`,
)}</ul></nav>
<header>
<p class="kicker" dir="auto">${coalition}</p>
<h1>${title}</h1>
</header>
<main id="content">
`.text;
}

export function footOf({ page, number = 1 }: SiteFrame, continues: boolean): string {
  const links = [
    number > 1 && escaped`<a href="${fileOf(page, number - 1)}" rel="prev">Page before</a>`,
    continues && escaped`<a href="${fileOf(page, number + 1)}" rel="next">Next page</a>`,
  ];
  return escaped`${links.some(Boolean) && escaped`<nav class="pages" aria-label="More of this page">${links}</nav>\n`}</main>
<footer>
<p class="muted">An archive, written by Keelson. It shows what members of the coalition could read, and reports as each audience was shown them. Notes of conversations and values of single organizations stand only in the tables beside it.</p>
</footer>
</body>
</html>
`.text;
}

/** A list of names and what they stand for; what is absent is left out. */
export function pairs(...entries: [name: string, value: Markup | string | null | undefined | false][]): Markup {
  const told = entries.filter(([, value]) => value);
  return escaped`${told.length > 0 && escaped`<dl class="pairs">\n${told.map(([name, value]) => escaped`<dt>${name}</dt><dd dir="auto">${value}</dd>\n`)}</dl>\n`}`;
}

export function text(content: string | null): Markup {
  return escaped`${content && escaped`<p class="text" dir="auto">${content}</p>\n`}`;
}

export function list(items: readonly (Markup | string)[]): Markup | false {
  return items.length > 0 && escaped`<ul>${items.map((item) => escaped`<li dir="auto">${item}</li>\n`)}</ul>\n`;
}

/** SPEECH_MARKS as "speech marks". */
export const words = (constant: string | null) => constant?.toLowerCase().replaceAll('_', ' ') ?? null;
