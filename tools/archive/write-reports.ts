import { Readable } from 'node:stream';
import {
  documentOf,
  fileFormats,
  formats,
  renderFile,
  type FileFormat,
  type Format,
  type ReportContent,
} from '@keelson/formats';
import { createDataSource, Database, Queues } from '@keelson/platform';
import { readerIn, ReportsService, type Audience } from '@keelson/reports';
import type { Client } from 'pg';
import type { ArchiveFolder } from './manifest.js';

interface Published {
  id: string;
  audience: Audience;
}

/**
 * Question: which reports stand published, and to whom?
 * Parameters: $1 the coalition.
 * Columns: id, audience.
 * Why: each audience was shown its own version, which small numbers may make another one.
 */
const publishedReports = `
  SELECT report_id AS id, audience FROM report_publication
   WHERE coalition_id = $1 AND withdrawn_at IS NULL ORDER BY report_id, audience`;

/** Every published report in every format, as each of its audiences was shown it. Compiled reports never change. */
export async function writeReports(
  client: Client,
  url: string,
  coalitionId: string,
  archive: ArchiveFolder,
): Promise<number> {
  const { rows } = await client.query<Published>(publishedReports, [coalitionId]);
  const options = { url, poolSize: 2, statementTimeout: 60_000, applicationName: 'keelson-archive' };
  const dataSource = await createDataSource(options).initialize();
  // Nothing is queued: reading asks for none.
  const reports = new ReportsService(new Database(dataSource), new Queues({ databaseUrl: url }));
  try {
    for (const { id, audience } of rows) {
      const actor = readerIn(audience, coalitionId, 'archive');
      const report = await reports.openReport(actor, id);
      for (const format of fileFormats) {
        const content = { document: documentOf(report), figures: reports.figuresOf(actor, report) };
        await archive.write(`reports/${id}/${audience.toLowerCase()}/report.${format}`, await bodyOf(format, content));
      }
    }
    return rows.length;
  } finally {
    await dataSource.destroy();
  }
}

async function bodyOf(format: FileFormat, content: ReportContent): Promise<Readable> {
  const { load, heavy }: Format = formats[format];
  if (!heavy) return Readable.from((await load())(content), { objectMode: false });
  const file = await renderFile(format, content, new AbortController().signal);
  return file.createReadStream();
}
