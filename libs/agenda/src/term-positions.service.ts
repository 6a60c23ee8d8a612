import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  NotFound,
  pageOf,
  record,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { canPledge } from './agenda.policy.js';
import { isEligibleParty } from './eligible-party.sql.js';
import { takeTerm } from './glossary.service.js';
import type { TermAgreement } from './term-agreement.js';
import { TermDefinition } from './term-definition.entity.js';
import { termAgreements } from './term-facts.sql.js';
import { TermPosition, type TermPositionKind } from './term-position.entity.js';
import { Term } from './term.entity.js';

export interface NewTermPosition {
  termId: string;
  /** The number of the definition that was read; it must be the latest. */
  number: number;
  organizationId: string;
  position: TermPositionKind;
  note?: string | null;
}

export interface TermFilter {
  required?: boolean | null;
  text?: string | null;
}

/** How members stand to the definitions of terms, and what the glossary says. */
@Injectable()
export class TermPositionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says how an organization stands to the latest definition of a term; a later answer takes the earlier one's place. */
  takePosition(actor: Actor, input: NewTermPosition): Promise<Term> {
    return this.database.work(actor, async (manager) => {
      const term = await takeTerm(manager, actor, input.termId, ['termId']);
      const { coalitionId } = term;
      const { organizationId, position } = input;
      const eligible = await isEligibleParty(manager, coalitionId, organizationId);
      if (eligible === undefined) throw new NotFound('organization', ['organizationId']);
      if (!canPledge(actor, coalitionId, organizationId)) {
        throw new Forbidden('Only a person who speaks for the organization as its partner takes a position for it.');
      }
      if (!eligible) {
        const message = 'Only an organization that is a PARTNER or BACKBONE member today takes a position.';
        throw InvalidInput.at('organizationId', 'OUTSIDE_MEMBERSHIP', message);
      }
      const definition = await latestOf(manager, term, input.number);
      const key = { coalitionId, definitionId: definition.id, organizationId };
      const before = await manager.findOneBy(TermPosition, key);
      const since = before?.position === position ? before.since : new Date();
      const note = input.note?.trim() || null;
      await manager.save(manager.create(TermPosition, { ...key, position, note, personId: actor.personId, since }));
      await record(manager, actor, {
        ...{ coalitionId, verb: 'takeTermPosition', subjectType: 'Term', subjectId: term.id },
        before: before && { organizationId, position: before.position, note: before.note },
        after: { organizationId, position, note, number: definition.number },
      });
      return term;
    });
  }

  loadTerms(actor: Actor, ids: readonly string[]): Promise<Term[]> {
    return findMine(this.database, actor, Term, 'id', ids);
  }

  listTerms(actor: Actor, coalitionId: string, filter: TermFilter, page: PageArguments): Promise<Page<Term>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Term, 'term').where({ coalitionId });
      if (filter.required != null) builder.andWhere('term.required = :required', { required: filter.required });
      whereContains(builder, ['word'], filter.text);
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'terms', by: ['foldedWord', 'id'] });
  }

  /** All versions of their definitions, the latest first. */
  loadDefinitionsOf(actor: Actor, termIds: readonly string[]): Promise<TermDefinition[]> {
    return findMine(this.database, actor, TermDefinition, 'termId', termIds, { number: 'DESC' });
  }

  loadPositionsOf(actor: Actor, definitionIds: readonly string[]): Promise<TermPosition[]> {
    return findMine(this.database, actor, TermPosition, 'definitionId', definitionIds, { since: 'ASC' });
  }

  /** One row for each of the terms that the actor may see. */
  loadAgreements(actor: Actor, termIds: readonly string[]): Promise<TermAgreement[]> {
    return this.database.read(actor, async (manager) => {
      const terms = await manager.findBy(Term, { id: In([...termIds]), coalitionId: In(coalitionIdsOf(actor)) });
      const coalitionIds = [...new Set(terms.map(({ coalitionId }) => coalitionId))];
      const ids = terms.map(({ id }) => id);
      const agreements: TermAgreement[] = [];
      for (const id of coalitionIds) agreements.push(...(await termAgreements(manager, id, ids)));
      return agreements;
    });
  }
}

async function latestOf(
  manager: EntityManager,
  { id: termId, coalitionId }: Term,
  number: number,
): Promise<TermDefinition> {
  const where = { coalitionId, termId };
  const definition = await manager.findOneOrFail(TermDefinition, { where, order: { number: 'DESC' } });
  if (definition.number === number) return definition;
  const message = `Read the latest definition, number ${definition.number}, and say how you stand to that.`;
  throw new InvalidState('term.redefined', message, 'INVALID_STATE', ['number']);
}
