import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { documentOf, formats, type FileFormat } from '@keelson/formats';
import type { Actor } from '@keelson/platform';
import type { CompiledReport, ReportsService } from '@keelson/reports';

/** The report as an attachment, never as a page of this address; portion by portion. */
export async function sendReport(
  reports: ReportsService,
  actor: Actor,
  report: CompiledReport,
  format: FileFormat,
  reply: FastifyReply,
): Promise<void> {
  const { type, load } = formats[format];
  const write = await load();
  const content = { document: documentOf(report), figures: reports.figuresOf(actor, report) };
  void reply
    .header('content-type', type)
    .header('content-disposition', dispositionOf(report, format))
    .header('x-content-type-options', 'nosniff')
    .send(Readable.from(write(content), { objectMode: false }));
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
