import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { decodeId, NotFound, type Actor } from '@keelson/platform';
import { ReportsService, type CompiledReport } from '@keelson/reports';
import { Allow } from '../auth/allow.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { writePage } from './page/write-page.js';
import { writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  json: { type: 'application/json; charset=utf-8', write: writeJson },
  html: { type: 'text/html; charset=utf-8', write: writePage },
} as const;

@Controller('reports')
export class DownloadsController {
  constructor(@Inject(ReportsService) private readonly reports: ReportsService) {}

  /** `rep_….csv`, `.json` or `.html`: 404 for whoever may not see the report, 409 while it is not compiled. */
  @Allow('READ')
  @Get(':file')
  async download(@CurrentActor() actor: Actor, @Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const [, id = '', extension = ''] = /^(rep_[0-9a-z]{26})\.(csv|json|html)$/.exec(file) ?? [];
    const format = formats[extension as keyof typeof formats];
    if (!format) throw new NotFound('report; a download looks like rep_….csv, .json or .html');
    const report = await this.reports.openReport(actor, decodeReportId(id));
    void reply
      .header('content-type', format.type)
      .header('content-disposition', dispositionOf(report, extension))
      .send(Readable.from(format.write(this.reports, actor, report), { objectMode: false }));
    await reply;
  }
}

/** 26 characters that are no UUID are as absent as an id that nobody has. */
function decodeReportId(id: string): string {
  try {
    return decodeId('Report', id);
  } catch {
    throw new NotFound('report');
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
