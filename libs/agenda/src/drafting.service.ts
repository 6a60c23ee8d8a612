import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import { Database, Forbidden, InvalidInput, newId, record, type Actor, type Snapshot } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { Agenda } from './agenda.entity.js';
import { changeContent, type AgendaChanges, type AgendaContent } from './agenda-content.js';
import { canLeadAgenda } from './agenda.policy.js';
import { problemsOf } from './check-content.js';
import { takeAgenda } from './find-agenda.js';
import { groupsOf } from './groups-of.js';
import { lockAgendasOf } from './lock-agendas.js';
import { readContent, writeContent } from './write-content.js';

@Injectable()
export class DraftingService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Starts a new version as a copy of the adopted one, with the changes given; empty where none is adopted. */
  async draftAgenda(actor: Actor, coalitionId: string, changes: AgendaChanges = {}): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!canLeadAgenda(actor, coalitionId)) throw new Forbidden();
      await lockAgendasOf(manager, coalitionId);
      const current = await manager.findOneBy(Agenda, { coalitionId, state: 'ADOPTED' });
      const latest = await manager.maximum(Agenda, 'version', { coalitionId });
      const agenda = manager.create(Agenda, {
        ...emptyAgenda,
        id: newId(),
        coalitionId,
        version: (latest ?? 0) + 1,
        basedOnId: current?.id ?? null,
        createdAt: new Date(),
      });
      const before = await readContent(manager, current ?? agenda);
      const content = await requireSound(manager, agenda, changeContent(before, changes));
      await manager.insert(Agenda, agenda);
      await writeContent(manager, agenda, content);
      const after = { version: agenda.version, basedOnId: agenda.basedOnId, ...content };
      await record(manager, actor, { ...changeOf(agenda, 'draftAgenda'), after });
      return agenda;
    });
  }

  /** Changes what is given; goals and strategies come as whole lists. Before it is proposed. */
  async editAgenda(actor: Actor, id: string, changes: AgendaChanges): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'DRAFT', 'CONSULTING');
      const before = await readContent(manager, agenda);
      const content = await requireSound(manager, agenda, changeContent(before, changes));
      await writeContent(manager, agenda, content);
      await recordEdit(manager, actor, agenda, before, content);
      return agenda;
    });
  }
}

const emptyAgenda = {
  ...{ state: 'DRAFT', problem: null, vision: null, population: null, geography: null, reviewDate: null },
  ...{ inScope: [], outOfScope: [], guidingPrinciples: [], statusQuo: [] },
  ...{ basedOnId: null, replacesId: null, proposedAt: null, adoptedAt: null, supersededAt: null },
} as const satisfies Partial<Agenda>;

async function requireSound(
  manager: EntityManager,
  { coalitionId }: Agenda,
  content: AgendaContent,
): Promise<AgendaContent> {
  const problems = problemsOf(content, await groupsOf(manager, coalitionId));
  if (problems.length > 0) throw new InvalidInput(problems);
  return content;
}

function changeOf({ id, coalitionId }: Agenda, verb: string) {
  return { coalitionId, verb, subjectType: 'Agenda', subjectId: id } as const;
}

/** The history keeps the fields that changed, before and after. */
async function recordEdit(
  manager: EntityManager,
  actor: Actor,
  agenda: Agenda,
  before: AgendaContent,
  after: AgendaContent,
): Promise<void> {
  const fields = Object.keys(after) as (keyof AgendaContent)[];
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length === 0) return;
  const only = (content: AgendaContent): Snapshot =>
    Object.fromEntries(changed.map((field) => [field, content[field]]));
  await record(manager, actor, { ...changeOf(agenda, 'editAgenda'), before: only(before), after: only(after) });
}
