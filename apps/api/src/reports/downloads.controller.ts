import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileFormats, reportSchema, type FileFormat } from '@keelson/formats';
import { decodeId, NotFound, type Actor } from '@keelson/platform';
import { ReportsService } from '@keelson/reports';
import { BulkOperationsService } from '@keelson/exchange';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { sendRefusals } from '../exchange/send-file.js';
import { DownloadLinks } from './download-links.js';
import { sendReport } from './send-report.js';

const fileName = new RegExp(`^(rep_[0-9a-z]{26})\\.(${fileFormats.join('|').replaceAll('.', '\\.')})$`);

@Controller()
export class DownloadsController {
  constructor(
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(BulkOperationsService) private readonly operations: BulkOperationsService,
    @Inject(DownloadLinks) private readonly links: DownloadLinks,
  ) {}

  /** `rep_….csv`, `.pdf` and so on: 404 for whoever may not see the report, 409 while it is not compiled or not published. */
  @Get('reports/:file')
  async download(@CurrentActor() actor: Actor, @Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const [, id = '', format] = fileName.exec(file) ?? [];
    if (!format) throw new NotFound(`report; a download is rep_… with one of the endings ${fileFormats.join(', ')}`);
    const report = await this.reports.downloadReport(actor, decodeReportId(id), format);
    await sendReport(this.reports, actor, report, format as FileFormat, reply);
  }

  /** What a program may rely on in a report's JSON. */
  @Get('schemas/report.json')
  schema(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/schema+json; charset=utf-8').send(JSON.stringify(reportSchema));
  }

  /** By a link of signDownload or signRefusals, without a credential: 404 for one that was tampered with, 403 for one that has ended. */
  @Get('downloads')
  async downloadByLink(
    @Query('link') link: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { actor, id, format } = await this.links.open(String(link), String(request.id));
    if (format === 'refusals') return sendRefusals(this.operations, actor, id, reply, true);
    const report = await this.reports.downloadReport(actor, id, format, true);
    await sendReport(this.reports, actor, report, format, reply);
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
