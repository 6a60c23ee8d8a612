import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf, formats, renderFile, type FileFormat, type Format, type ReportContent } from '@keelson/formats';
import type { Actor } from '@keelson/platform';
import type { CompiledReport, ReportsService } from '@keelson/reports';

/** Milliseconds: a PDF may take ten seconds of a core, and wait for its turn before. */
export const downloadDeadline = 150_000;

export function isDownload({ url }: FastifyRequest): boolean {
  return /^\/(reports\/|shared\/|downloads\?|coalitions\/[^/?]+\/(measurements|template)\.xlsx)/.test(url);
}

/** The report as an attachment, never as a page of this address; portion by portion. */
export async function sendReport(
  reports: ReportsService,
  actor: Actor,
  report: CompiledReport,
  format: FileFormat,
  reply: FastifyReply,
): Promise<void> {
  const content = { document: documentOf(report), figures: reports.figuresOf(actor, report) };
  const body = await bodyOf(format, content, reply);
  if (!body) return;
  void reply
    .header('content-type', formats[format].type)
    .header('content-disposition', dispositionOf(report, format))
    .header('x-content-type-options', 'nosniff')
    .send(body);
  await reply;
}

/** Null: whoever asked is gone. */
export async function bodyOf(
  format: FileFormat,
  content: ReportContent,
  reply: FastifyReply,
): Promise<Readable | null> {
  const { load, heavy }: Format = formats[format];
  if (!heavy) return Readable.from((await load())(content), { objectMode: false });
  const left = new AbortController();
  const leave = () => left.abort();
  reply.raw.on('close', leave);
  try {
    const file = await renderFile(format, content, left.signal);
    void reply.header('content-length', (await file.stat()).size);
    return file.createReadStream();
  } catch (error) {
    if (left.signal.aborted) return null;
    throw error;
  } finally {
    reply.raw.off('close', leave);
  }
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
