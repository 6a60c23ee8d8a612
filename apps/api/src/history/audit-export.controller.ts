import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CoalitionsService } from '@keelson/coalitions';
import { Database, decodeId, exportAuditLog, NotFound, type Actor, type AuditEvent } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { readAuditFilter } from './read-audit-filter.js';
import { writeEventsCsv, writeEventsJson, type NamedEvents } from './write-events.js';

const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: writeEventsCsv },
  json: { type: 'application/json; charset=utf-8', write: writeEventsJson },
} as const;

/** The audit log as a file, for backbone staff; with the filters of the query of that name. */
@Controller('coalitions/:id')
export class AuditExportController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CoalitionsService) private readonly coalitions: CoalitionsService,
  ) {}

  @Get('audit-log.csv')
  csv(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, query, 'csv', reply);
  }

  @Get('audit-log.json')
  json(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(actor, id, query, 'json', reply);
  }

  private async send(
    actor: Actor,
    id: string,
    query: Record<string, unknown>,
    format: keyof typeof formats,
    reply: FastifyReply,
  ): Promise<void> {
    const filter = readAuditFilter(query);
    const portions = await exportAuditLog(this.database, actor, coalitionIdOf(id), filter, format);
    const { type, write } = formats[format];
    void reply
      .header('content-type', type)
      .header('content-disposition', `attachment; filename="audit-log-${new Date().toJSON().slice(0, 10)}.${format}"`)
      .send(Readable.from(write(this.withNames(actor, portions)), { objectMode: false }));
    await reply;
  }

  /** The people of each portion by name, where the actor may see them. */
  private async *withNames(actor: Actor, portions: AsyncGenerator<AuditEvent[]>): AsyncGenerator<NamedEvents> {
    for await (const events of portions) {
      const ids = [...new Set(events.flatMap(({ personId }) => personId ?? []))];
      const people = ids.length > 0 ? await this.coalitions.loadPeople(actor, ids) : [];
      yield { events, names: new Map(people.map((person) => [person.id, person.name])) };
    }
  }
}

/** What is no id is as absent as an id that nobody has. */
function coalitionIdOf(id: string): string {
  try {
    return decodeId('Coalition', id);
  } catch {
    throw new NotFound('coalition', ['id']);
  }
}
