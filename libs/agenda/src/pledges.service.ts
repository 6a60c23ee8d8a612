import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import type { Agenda } from './agenda.entity.js';
import { canPledge } from './agenda.policy.js';
import { AgendaService } from './agenda.service.js';
import { isEligibleParty } from './eligible-party.sql.js';
import { lockAgenda } from './find-agenda.js';
import { countPledges, type PledgeFigures } from './pledge-figures.sql.js';
import { Pledge, type PledgeKind } from './pledge.entity.js';

export interface NewPledge {
  agendaId: string;
  organizationId: string;
  kind: PledgeKind;
  statement?: string | null;
}

@Injectable()
export class PledgesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AgendaService) private readonly agendas: AgendaService,
  ) {}

  /** Says how an organization stands to a PROPOSED or ADOPTED version; a later answer takes the earlier one's place. */
  async pledgeToAgenda(actor: Actor, input: NewPledge): Promise<Pledge> {
    return this.database.work(actor, async (manager) => {
      const agenda = await lockAgenda(manager, actor, input.agendaId, ['agendaId']);
      const eligible = await isEligibleParty(manager, agenda.coalitionId, input.organizationId);
      if (eligible === undefined) throw new NotFound('organization', ['organizationId']);
      if (!canPledge(actor, agenda.coalitionId, input.organizationId)) {
        throw new Forbidden('Only a person who speaks for the organization as its partner pledges for it.');
      }
      requireCurrent(agenda);
      if (!eligible) {
        const message = 'Only an organization that is a PARTNER or BACKBONE member today pledges.';
        throw InvalidInput.at('organizationId', 'OUTSIDE_MEMBERSHIP', message);
      }
      return replacePledge(manager, actor, agenda, input);
    });
  }

  async loadPledges(actor: Actor, ids: readonly string[]): Promise<Pledge[]> {
    const pledges = await findMine(this.database, actor, Pledge, 'id', ids);
    return this.agendas.keepVisible(actor, pledges);
  }

  /** The pledges in force on a version, in the order in which they were given. */
  async listPledges(actor: Actor, agendaId: string, page: PageArguments): Promise<Page<Pledge>> {
    const [agenda] = await this.agendas.loadAgendas(actor, [agendaId]);
    if (!agenda) throw new NotFound('agenda', ['agendaId']);
    const query = (manager: EntityManager) =>
      manager.createQueryBuilder(Pledge, 'pledge').where({ agendaId, lapsedAt: IsNull() });
    return pageOf(this.database, actor, query, page, { name: 'pledges', by: ['id'] });
  }

  /** One row for each of the versions that the actor may see. */
  async loadPledgeFigures(actor: Actor, agendaIds: readonly string[]): Promise<PledgeFigures[]> {
    const visible = await this.agendas.loadAgendas(actor, agendaIds);
    return this.database.read(actor, (manager) =>
      countPledges(
        manager,
        visible.map(({ id }) => id),
      ),
    );
  }
}

function requireCurrent({ version, state }: Agenda): void {
  if (state === 'PROPOSED' || state === 'ADOPTED') return;
  const message = `Version ${version} is ${state}; organizations pledge to a PROPOSED or ADOPTED version.`;
  throw new InvalidState(`agenda.${state.toLowerCase()}`, message, 'INVALID_STATE', ['agendaId']);
}

async function replacePledge(
  manager: EntityManager,
  actor: Actor,
  { coalitionId }: Agenda,
  { agendaId, organizationId, kind, statement }: NewPledge,
): Promise<Pledge> {
  const now = new Date();
  const earlier = await manager.findOneBy(Pledge, { agendaId, organizationId, lapsedAt: IsNull() });
  if (earlier) await manager.update(Pledge, { id: earlier.id }, { lapsedAt: now });
  const pledge = manager.create(Pledge, {
    id: newId(),
    coalitionId,
    agendaId,
    organizationId,
    kind,
    statement: statement?.trim() || null,
    personId: actor.personId,
    pledgedAt: now,
    lapsedAt: null,
  });
  await manager.insert(Pledge, pledge);
  const said = (one: Pledge) => ({ organizationId, kind: one.kind, statement: one.statement });
  await record(manager, actor, {
    coalitionId,
    verb: 'pledgeToAgenda',
    subjectType: 'Agenda',
    subjectId: agendaId,
    before: earlier && said(earlier),
    after: said(pledge),
  });
  return pledge;
}
