import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Actor } from '@keelson/platform';
import type { CompiledReport, ReportsService } from '@keelson/reports';
import { writePage } from './page/write-page.js';
import { writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  json: { type: 'application/json; charset=utf-8', write: writeJson },
  html: { type: 'text/html; charset=utf-8', write: writePage },
} as const;

export type FileFormat = keyof typeof formats;
export const fileFormats = Object.keys(formats) as FileFormat[];

/** The report as an attachment, never as a page of this address; portion by portion. */
export async function sendReport(
  reports: ReportsService,
  actor: Actor,
  report: CompiledReport,
  format: FileFormat,
  reply: FastifyReply,
): Promise<void> {
  const { type, write } = formats[format];
  void reply
    .header('content-type', type)
    .header('content-disposition', dispositionOf(report, format))
    .header('x-content-type-options', 'nosniff')
    .send(Readable.from(write(reports, actor, report), { objectMode: false }));
  await reply;
}

function dispositionOf(report: CompiledReport, extension: string): string {
  const { title, firstPeriod, lastPeriod, header } = report;
  const span = firstPeriod === lastPeriod ? firstPeriod : `${firstPeriod}-${lastPeriod}`;
  const name = (text: string) =>
    `${header.coalition.code.replace(/[/.]/g, '-')} ${text} ${span}.${extension}`.replace(/\s+/g, '-');
  const plain = title
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim();
  const full = encodeURIComponent(name(title.replace(/[\p{C}/\\:*?"<>|]/gu, ' ').trim())).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name(plain || 'report')}"; filename*=UTF-8''${full}`;
}
