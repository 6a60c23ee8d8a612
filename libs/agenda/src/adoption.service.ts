import { Inject, Injectable } from '@nestjs/common';
import { Database, InvalidInput, InvalidState, record, type Actor } from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import { Agenda } from './agenda.entity.js';
import { missingToPropose } from './agenda-content.js';
import { findAgenda, takeAgenda } from './find-agenda.js';
import { lockAgendasOf } from './lock-agendas.js';
import { Pledge } from './pledge.entity.js';
import { readContent } from './write-content.js';

@Injectable()
export class AdoptionService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Puts a draft before the coalition. What it still lacks comes back all at once. */
  async proposeAgenda(actor: Actor, id: string): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'DRAFT');
      const missing = missingToPropose(await readContent(manager, agenda));
      if (missing.length > 0) throw new InvalidInput(missing);
      agenda.replacesId = (await adoptedOf(manager, agenda))?.id ?? null;
      await move(manager, actor, agenda, 'PROPOSED', 'proposeAgenda');
      return agenda;
    });
  }

  /** Takes a proposal back to DRAFT, with a reason; pledges lapse, because the text may change under them. */
  async returnAgenda(actor: Actor, id: string, reason: string): Promise<Agenda> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the agenda goes back.');
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'PROPOSED');
      agenda.replacesId = null;
      await manager.update(Pledge, { agendaId: id, lapsedAt: IsNull() }, { lapsedAt: new Date() });
      await move(manager, actor, agenda, 'DRAFT', 'returnAgenda', reason);
      return agenda;
    });
  }

  /** Makes a proposal the coalition's agenda and puts the one before aside, both or neither. */
  async adoptAgenda(actor: Actor, id: string): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = await findAgenda(manager, actor, id);
      await lockAgendasOf(manager, coalitionId);
      const agenda = await takeAgenda(manager, actor, id, 'PROPOSED');
      const adopted = await adoptedOf(manager, agenda);
      if (adopted && adopted.id !== agenda.replacesId) {
        const message =
          `Version ${adopted.version} was adopted after this one was proposed; ` +
          'return this one, compare the two, and propose it again.';
        throw new InvalidState('agenda.outdated', message, 'INVALID_STATE', ['id']);
      }
      const now = new Date();
      if (adopted) {
        adopted.supersededAt = now;
        await move(manager, actor, adopted, 'SUPERSEDED', 'adoptAgenda', `Version ${agenda.version} was adopted.`);
      }
      agenda.adoptedAt = now;
      await move(manager, actor, agenda, 'ADOPTED', 'adoptAgenda');
      return agenda;
    });
  }
}

function adoptedOf(manager: EntityManager, { coalitionId }: Agenda): Promise<Agenda | null> {
  return manager.findOneBy(Agenda, { coalitionId, state: 'ADOPTED' });
}

async function move(
  manager: EntityManager,
  actor: Actor,
  agenda: Agenda,
  state: Agenda['state'],
  verb: string,
  reason: string | null = null,
): Promise<void> {
  const before = { state: agenda.state };
  agenda.state = state;
  await manager.save(agenda);
  const { id, coalitionId } = agenda;
  const change = { coalitionId, verb, subjectType: 'Agenda', subjectId: id, reason } as const;
  const announce = state === 'ADOPTED' ? ({ announce: { event: 'agenda.adopted', facts: {} } } as const) : {};
  await record(manager, actor, { ...change, ...announce, before, after: { state } });
}
