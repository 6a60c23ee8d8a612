import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BulkOperationsService, exportFormats, TemplatesService, type ExportFormat } from '@keelson/exchange';
import { Database, decodeId, NotFound, type Actor } from '@keelson/platform';
import { exportMeasurements } from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { coalitionIdOf } from './coalition-id.js';
import { sendFile, sendRefusals } from './send-file.js';

@Controller()
export class FilesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BulkOperationsService) private readonly operations: BulkOperationsService,
    @Inject(TemplatesService) private readonly templates: TemplatesService,
  ) {}

  /** Every cell that the caller may read, as tidy rows: importing them again changes nothing. */
  @Get('coalitions/:id/measurements.csv')
  asCsv(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.export(actor, id, 'csv', reply);
  }

  /** The same as a workbook; 400 where it would have more than 50,000 rows. */
  @Get('coalitions/:id/measurements.xlsx')
  asXlsx(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.export(actor, id, 'xlsx', reply);
  }

  /** The same as DHIS2's dataValueSets, which know no non-values: cells without a number are left out. */
  @Get('coalitions/:id/measurements.dhis2.json')
  asDhis2Json(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.export(actor, id, 'dhis2.json', reply);
  }

  @Get('coalitions/:id/measurements.dhis2.csv')
  asDhis2Csv(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    return this.export(actor, id, 'dhis2.csv', reply);
  }

  /**
   * A workbook to fill in and to send back as XLSX: what is due from the organization for the period, with what is
   * stored. 400 where nothing is due; 404 for an organization that the caller does not submit for.
   */
  @Get('coalitions/:id/template.xlsx')
  async template(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query('organization') organization: unknown,
    @Query('period') period: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { coalitionId: coalitionIdOf(id), organization: String(organization), period: String(period) };
    const { name, file } = await this.templates.exportTemplate(actor, asked);
    await sendFile(reply, { name, type: exportFormats.xlsx.type }, [file]);
  }

  /** `blk_….csv`: what was refused of an import, row by row. */
  @Get('bulk-operations/:file')
  async refusals(@CurrentActor() actor: Actor, @Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const [, id] = /^(blk_[0-9a-z]{26})\.csv$/.exec(file) ?? [];
    if (!id) throw new NotFound('bulk operation; its errors look like blk_….csv');
    await sendRefusals(this.operations, actor, operationIdOf(id), reply);
  }

  private async export(actor: Actor, id: string, format: ExportFormat, reply: FastifyReply): Promise<void> {
    const { type, write } = exportFormats[format];
    const parts = write(await exportMeasurements(this.database, actor, coalitionIdOf(id), format));
    // A workbook that grows too large is refused before its first byte is sent.
    const sent = format === 'xlsx' ? await gather(parts) : parts;
    await sendFile(reply, { name: `measurements-${new Date().toJSON().slice(0, 10)}.${format}`, type }, sent);
  }
}

async function gather<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

function operationIdOf(id: string): string {
  try {
    return decodeId('BulkOperation', id);
  } catch {
    throw new NotFound('bulk operation');
  }
}
