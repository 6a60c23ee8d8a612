import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  record,
  type Actor,
} from '@keelson/platform';
import { Agenda } from './agenda.entity.js';
import { canPledge, canSeeAgenda } from './agenda.policy.js';
import { AlignmentStatement } from './alignment-statement.entity.js';
import { isEligibleParty } from './eligible-party.sql.js';
import { Goal } from './goal.entity.js';

@Injectable()
export class AlignmentService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says how an organization's own work contributes to a goal of the adopted version; a later one takes its place. */
  async stateAlignment(
    actor: Actor,
    { goalId, organizationId, text }: { goalId: string; organizationId: string; text: string },
  ): Promise<AlignmentStatement> {
    if (!text.trim()) throw InvalidInput.at('text', 'REQUIRED', 'Say how your work contributes to the goal.');
    return this.database.work(actor, async (manager) => {
      const goal = await manager.findOneBy(Goal, { id: goalId });
      const agenda = goal && (await manager.findOneBy(Agenda, { id: goal.agendaId }));
      if (!goal || !agenda || !canSeeAgenda(actor, agenda)) throw new NotFound('goal', ['goalId']);
      const { coalitionId } = goal;
      const eligible = await isEligibleParty(manager, coalitionId, organizationId);
      if (eligible === undefined) throw new NotFound('organization', ['organizationId']);
      if (!canPledge(actor, coalitionId, organizationId)) {
        throw new Forbidden('Only a person who speaks for the organization as its partner says how it contributes.');
      }
      if (agenda.state !== 'ADOPTED') {
        const message = `Version ${agenda.version} is ${agenda.state}; name a goal of the adopted version.`;
        throw new InvalidState(`agenda.${agenda.state.toLowerCase()}`, message, 'INVALID_STATE', ['goalId']);
      }
      if (!eligible) {
        const message = 'Only an organization that is a PARTNER or BACKBONE member today states its alignment.';
        throw InvalidInput.at('organizationId', 'OUTSIDE_MEMBERSHIP', message);
      }
      const earlier = await manager.findOneBy(AlignmentStatement, { coalitionId, goalId, organizationId });
      const statement = manager.create(AlignmentStatement, {
        ...{ id: earlier?.id ?? newId(), coalitionId, goalId, organizationId, text: text.trim() },
        ...{ personId: actor.personId, statedAt: new Date() },
      });
      await manager.upsert(AlignmentStatement, statement, ['coalitionId', 'goalId', 'organizationId']);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'stateAlignment', subjectType: 'Agenda', subjectId: agenda.id },
        before: earlier && { organizationId, goalCode: goal.code, text: earlier.text },
        after: { organizationId, goalCode: goal.code, text: statement.text },
      });
      return manager.findOneByOrFail(AlignmentStatement, { coalitionId, goalId, organizationId });
    });
  }

  loadStatements(actor: Actor, ids: readonly string[]): Promise<AlignmentStatement[]> {
    return findMine(this.database, actor, AlignmentStatement, 'id', ids);
  }

  loadStatementsOf(actor: Actor, goalIds: readonly string[]): Promise<AlignmentStatement[]> {
    return findMine(this.database, actor, AlignmentStatement, 'goalId', goalIds, { statedAt: 'ASC', id: 'ASC' });
  }
}
