import { Inject, Injectable } from '@nestjs/common';
import { BodyDecision, requireDecision } from '@keelson/backbone';
import { Database, findMine, InvalidInput, InvalidState, record, type Actor } from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import { AgendaAdoption } from './agenda-adoption.entity.js';
import { Agenda } from './agenda.entity.js';
import { findAgenda, takeAgenda } from './find-agenda.js';
import { lockAgendasOf } from './lock-agendas.js';
import { Pledge } from './pledge.entity.js';
import { ReadinessService } from './readiness.service.js';

@Injectable()
export class AdoptionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReadinessService) private readonly readiness: ReadinessService,
  ) {}

  /** Opens a draft to the whole coalition, which says what it thinks while the text is still being written. */
  async consultOnAgenda(actor: Actor, id: string): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'DRAFT');
      await move(manager, actor, agenda, 'CONSULTING', { verb: 'consultOnAgenda' });
      return agenda;
    });
  }

  /** Puts a version that was consulted on before the coalition. What it still lacks comes back all at once. */
  async proposeAgenda(actor: Actor, id: string): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'CONSULTING');
      const problems = await this.readiness.problemsToPropose(manager, agenda);
      if (problems.length > 0) throw new InvalidInput(problems);
      agenda.replacesId = (await adoptedOf(manager, agenda))?.id ?? null;
      agenda.proposedAt = new Date();
      await move(manager, actor, agenda, 'PROPOSED', { verb: 'proposeAgenda' });
      return agenda;
    });
  }

  /** Takes a proposal back to CONSULTING, with a reason; pledges lapse, because the text may change under them. */
  async returnAgenda(actor: Actor, id: string, reason: string): Promise<Agenda> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the agenda goes back.');
    return this.database.work(actor, async (manager) => {
      const agenda = await takeAgenda(manager, actor, id, 'PROPOSED');
      Object.assign(agenda, { replacesId: null, proposedAt: null });
      await manager.update(Pledge, { agendaId: id, lapsedAt: IsNull() }, { lapsedAt: new Date() });
      await move(manager, actor, agenda, 'CONSULTING', { verb: 'returnAgenda', reason });
      return agenda;
    });
  }

  /**
   * Makes a proposal the coalition's agenda and puts the one before aside, both or neither, by a confirmed decision of a
   * decision body. A version that was adopted by an interim decision is confirmed by another one.
   */
  async adoptAgenda(actor: Actor, id: string, decisionId: string): Promise<Agenda> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = await findAgenda(manager, actor, id);
      await lockAgendasOf(manager, coalitionId);
      const interim = await this.isInterim(manager, coalitionId, id);
      const agenda = await takeAgenda(manager, actor, id, 'PROPOSED', ...(interim ? (['ADOPTED'] as const) : []));
      const adopted = await adoptedOf(manager, agenda);
      if (adopted && adopted.id !== id && adopted.id !== agenda.replacesId) {
        const message =
          `Version ${adopted.version} was adopted after this one was proposed; ` +
          'return this one, compare the two, and propose it again.';
        throw new InvalidState('agenda.outdated', message, 'INVALID_STATE', ['id']);
      }
      const wanted = {
        coalitionId,
        decisionId,
        kind: 'ADOPT_AGENDA',
        subjectId: id,
        since: agenda.proposedAt,
      } as const;
      await requireDecision(manager, wanted);
      await this.putInForce(manager, actor, agenda, { adopted, decisionId });
      return agenda;
    });
  }

  /** The decisions that put these versions in force, the latest first. */
  async loadAdoptionsOf(actor: Actor, agendaIds: readonly string[]): Promise<AgendaAdoption[]> {
    return findMine(this.database, actor, AgendaAdoption, 'agendaId', agendaIds, { adoptedAt: 'DESC' });
  }

  private async putInForce(
    manager: EntityManager,
    actor: Actor,
    agenda: Agenda,
    { adopted, decisionId }: { adopted: Agenda | null; decisionId: string },
  ): Promise<void> {
    const { id, coalitionId, version } = agenda;
    const now = new Date();
    const confirms = agenda.state === 'ADOPTED';
    if (adopted && !confirms) {
      adopted.supersededAt = now;
      const reason = `Version ${version} was adopted.`;
      await move(manager, actor, adopted, 'SUPERSEDED', { verb: 'adoptAgenda', reason });
    }
    if (!confirms) {
      agenda.adoptedAt = now;
      await move(manager, actor, agenda, 'ADOPTED', { verb: 'adoptAgenda', facts: { decisionId } });
    } else {
      const change = { coalitionId, verb: 'confirmAdoption', subjectType: 'Agenda', subjectId: id } as const;
      await record(manager, actor, { ...change, after: { decisionId } });
    }
    await manager.insert(AgendaAdoption, { coalitionId, agendaId: id, decisionId, adoptedAt: now });
  }

  private async isInterim(manager: EntityManager, coalitionId: string, agendaId: string): Promise<boolean> {
    const adoptions = await manager.findBy(AgendaAdoption, { coalitionId, agendaId });
    if (adoptions.length !== 1) return false;
    const decision = await manager.findOneByOrFail(BodyDecision, { coalitionId, id: adoptions[0]!.decisionId });
    return decision.interimUntil !== null;
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
  { verb, reason = null, facts = {} }: { verb: string; reason?: string | null; facts?: Record<string, unknown> },
): Promise<void> {
  const before = { state: agenda.state };
  agenda.state = state;
  await manager.save(agenda);
  const { id, coalitionId } = agenda;
  const change = { coalitionId, verb, subjectType: 'Agenda', subjectId: id, reason } as const;
  const announce = state === 'ADOPTED' ? ({ announce: { event: 'agenda.adopted', facts: {} } } as const) : {};
  await record(manager, actor, { ...change, ...announce, before, after: { state, ...facts } });
}
