import { Readable } from 'node:stream';
import { escaped } from '@keelson/formats';
import type { Client } from 'pg';
import type { ArchiveFolder } from './manifest.js';
import { activitiesPage } from './site-activities.js';
import { agendaPage } from './site-agenda.js';
import { conversationsPage, decisionsPage } from './site-conversations.js';
import { fileOf, footOf, headOf, sitePages, text, type SitePage, type SitePageName } from './site-frame.js';
import { measuresPage } from './site-measures.js';
import { reportsPage } from './site-reports.js';

/** Articles of a page; what is more goes on in the next one. */
const portion = 200;

/** The pages that open from disk, beside the tables and the reports. Read by cursors: memory does not grow with the coalition. */
export async function writeSite(
  client: Client,
  coalition: { id: string; name: string },
  archive: ArchiveFolder,
): Promise<void> {
  const counts: Partial<Record<SitePageName, number>> = {};
  const write = async <Row extends object>(page: SitePage<Row>) => {
    counts[page.page] = await writePages(client, coalition, page, archive);
  };
  await write(agendaPage);
  await write(measuresPage);
  await write(reportsPage);
  await write(activitiesPage);
  await write(conversationsPage);
  await write(decisionsPage);
  await archive.write('site/index.html', await indexPage(client, coalition, counts));
  await archive.write('index.html', doorPage(coalition.name));
}

async function writePages<Row extends object>(
  client: Client,
  { id, name }: { id: string; name: string },
  { page, rows, article, empty }: SitePage<Row>,
  archive: ArchiveFolder,
): Promise<number> {
  // The id was read from the database; a cursor takes no parameter in the text protocol.
  await client.query({ text: `DECLARE articles NO SCROLL CURSOR FOR ${rows}`, values: [id] });
  let count = 0;
  let next = await fetchRows<Row>(client);
  for (let number = 1; number === 1 || next.length > 0; number++) {
    const here = next;
    next = here.length < portion ? [] : await fetchRows<Row>(client);
    const frame = { coalition: name, page, number };
    const body = here.length > 0 ? here.map((row) => article(row).text) : [escaped`<p>${empty}</p>`.text];
    await archive.write(
      `site/${fileOf(page, number)}`,
      Readable.from([headOf(frame), ...body, footOf(frame, next.length > 0)].map((part) => Buffer.from(part))),
    );
    count += here.length;
  }
  await client.query('CLOSE articles');
  return count;
}

async function fetchRows<Row extends object>(client: Client): Promise<Row[]> {
  return (await client.query<Row>(`FETCH ${portion} FROM articles`)).rows;
}

/**
 * Question: what is the coalition, and who belongs to it?
 * Parameters: $1 the coalition.
 * Columns: description, organizations.
 * Why: the first page says where one is.
 */
const overview = `
  SELECT c.description, ARRAY(SELECT o.name FROM organization o WHERE o.coalition_id = $1 ORDER BY o.name COLLATE "C", o.id) AS organizations
    FROM coalition c WHERE c.id = $1`;

async function indexPage(
  client: Client,
  { id, name }: { id: string; name: string },
  counts: Partial<Record<SitePageName, number>>,
): Promise<string> {
  const { rows } = await client.query<{ description: string | null; organizations: string[] }>(overview, [id]);
  const { description = null, organizations = [] } = rows[0] ?? {};
  const frame = { coalition: name, page: 'index' } as const;
  const entries = (Object.keys(counts) as SitePageName[]).map(
    (page) => escaped`<div><dt><a href="${fileOf(page)}">${sitePages[page]}</a></dt><dd>${counts[page]}</dd></div>\n`,
  );
  const body = escaped`${text(description)}<dl class="facts">
${entries}</dl>
<section aria-labelledby="organizations">
<h2 id="organizations">Organizations (${organizations.length})</h2>
<ul>
${organizations.map((one) => escaped`<li dir="auto">${one}</li>\n`)}</ul>
</section>
<section aria-labelledby="data">
<h2 id="data">All data</h2>
<p>Every table stands beside these pages as CSV, with a <a href="../tables/dictionary.csv">dictionary</a> of every column. <a href="../README.txt">README.txt</a> says what is here and what is not.</p>
</section>
`;
  return headOf(frame) + body.text + footOf(frame, false);
}

/** Whoever opens the folder finds a file to open. */
function doorPage(name: string): string {
  return escaped`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=site/index.html">
<title>${name}</title>
</head>
<body><p><a href="site/index.html">${name}: the archive</a></p></body>
</html>
`.text;
}
