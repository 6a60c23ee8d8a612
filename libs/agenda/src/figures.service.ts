import { Inject, Injectable } from '@nestjs/common';
import { todayOf } from '@keelson/backbone';
import { findCoalition } from '@keelson/coalitions';
import { Database, InvalidInput, type Actor } from '@keelson/platform';
import { figuresOf, type AgendaFigures } from './agenda-figures.js';
import { countForAgenda, countLevels } from './agenda-figures.sql.js';
import { requiredTermsOf } from './required-terms.js';

@Injectable()
export class AgendaFiguresService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The figures of a coalition's agenda; inputs of twelve months until today unless told. */
  agendaFigures(
    actor: Actor,
    coalitionId: string,
    period: { from?: string | null; to?: string | null } = {},
  ): Promise<AgendaFigures> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      const to = period.to ?? (await todayOf(manager, coalitionId));
      const from = period.from ?? yearUntil(to);
      if (from > to) throw InvalidInput.at('to', 'OUT_OF_RANGE', `It cannot end (${to}) before it starts (${from}).`);
      const required = await requiredTermsOf(manager, coalitionId);
      return figuresOf({
        ...{ from, to, counts: await countForAgenda(manager, coalitionId, { from, to }) },
        terms: { required: required.length, agreed: required.filter(({ agreed }) => agreed).length },
        levels: await countLevels(manager, coalitionId),
      });
    });
  }
}

/** The first of the twelve months that end on a day. */
function yearUntil(day: string): string {
  const first = new Date(`${day}T00:00:00Z`);
  first.setUTCFullYear(first.getUTCFullYear() - 1);
  first.setUTCDate(first.getUTCDate() + 1);
  return first.toISOString().slice(0, 10);
}
