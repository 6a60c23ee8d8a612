import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BulkOperationsService, writeTidyCsv } from '@keelson/exchange';
import { Database, decodeId, NotFound, type Actor } from '@keelson/platform';
import { exportMeasurements } from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { coalitionIdOf } from './coalition-id.js';
import { sendCsv, sendRefusals } from './send-file.js';

@Controller()
export class FilesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BulkOperationsService) private readonly operations: BulkOperationsService,
  ) {}

  /** Every cell that the caller may read, as tidy rows: importing them again changes nothing. */
  @Get('coalitions/:id/measurements.csv')
  async measurements(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const cells = await exportMeasurements(this.database, actor, coalitionIdOf(id), 'csv');
    await sendCsv(reply, `measurements-${new Date().toJSON().slice(0, 10)}.csv`, writeTidyCsv(cells));
  }

  /** `blk_….csv`: what was refused of an import, row by row. */
  @Get('bulk-operations/:file')
  async refusals(@CurrentActor() actor: Actor, @Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const [, id] = /^(blk_[0-9a-z]{26})\.csv$/.exec(file) ?? [];
    if (!id) throw new NotFound('bulk operation; its errors look like blk_….csv');
    await sendRefusals(this.operations, actor, operationIdOf(id), reply);
  }
}

function operationIdOf(id: string): string {
  try {
    return decodeId('BulkOperation', id);
  } catch {
    throw new NotFound('bulk operation');
  }
}
