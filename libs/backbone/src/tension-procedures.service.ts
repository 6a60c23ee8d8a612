import { Inject, Injectable } from '@nestjs/common';
import { Coalition } from '@keelson/coalitions';
import { Organization } from '@keelson/organizations';
import {
  Database,
  findMine,
  InvalidInput,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { canSee } from './backbone.policy.js';
import { foldText } from './fold-text.js';
import { requireKeeper } from './take-row.js';
import { TensionProcedure, TensionSteward } from './tension-procedure.entity.js';

export interface NewSteward {
  name: string;
  /** Left out for somebody from outside the coalition. */
  organizationId?: string | null;
}

export interface NewTensionProcedure {
  coalitionId: string;
  text: string;
  stewards: NewSteward[];
}

const mostStewards = 20;

@Injectable()
export class TensionProceduresService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Registers the next version; earlier ones stay as they were. */
  registerTensionProcedure(actor: Actor, input: NewTensionProcedure): Promise<TensionProcedure> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      await requireKeeper(manager, actor, coalitionId);
      const problems = await problemsOf(manager, input);
      if (problems.length > 0) throw new InvalidInput(problems);
      // Two at once come one after the other: each has a version of its own.
      const lock = { mode: 'for_no_key_update' } as const;
      await manager.findOneOrFail(Coalition, { where: { id: coalitionId }, lock });
      const earlier = await manager.findOne(TensionProcedure, { where: { coalitionId }, order: { version: 'DESC' } });
      const procedure = manager.create(TensionProcedure, {
        ...{ id: newId(), coalitionId, version: (earlier?.version ?? 0) + 1, text: input.text.trim() },
        ...{ registeredById: actor.personId, createdAt: new Date() },
      });
      await manager.insert(TensionProcedure, procedure);
      const stewards = input.stewards.map(({ name, organizationId }, i) => ({
        ...{ id: newId(), coalitionId, procedureId: procedure.id, position: i + 1 },
        ...{ name: name.trim(), organizationId: organizationId ?? null },
      }));
      await manager.insert(TensionSteward, stewards);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'registerTensionProcedure' },
        ...{ subjectType: 'TensionProcedure', subjectId: procedure.id },
        before: earlier && { version: earlier.version },
        after: {
          version: procedure.version,
          text: procedure.text,
          stewards: stewards.map(({ name, organizationId }) => ({ name, organizationId })),
        },
      });
      return procedure;
    });
  }

  loadTensionProcedures(actor: Actor, ids: readonly string[]): Promise<TensionProcedure[]> {
    return findMine(this.database, actor, TensionProcedure, 'id', ids);
  }

  /** The latest version first: it is the one in force. */
  listTensionProcedures(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<TensionProcedure>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) =>
      manager.createQueryBuilder(TensionProcedure, 'procedure').where({ coalitionId });
    const ordering = { name: 'tensionProcedures', by: ['version' as const], descending: true };
    return pageOf(this.database, actor, query, page, ordering);
  }

  /** In the order in which they were named. */
  loadStewardsOf(actor: Actor, procedureIds: readonly string[]): Promise<TensionSteward[]> {
    return findMine(this.database, actor, TensionSteward, 'procedureId', procedureIds, { position: 'ASC' });
  }
}

async function problemsOf(
  manager: EntityManager,
  { coalitionId, text, stewards }: NewTensionProcedure,
): Promise<Problem[]> {
  const problem = (code: Problem['code'], field: string[], message: string): Problem => ({ code, field, message });
  const ids = stewards.flatMap(({ organizationId }) => organizationId ?? []);
  const known = new Set((await manager.findBy(Organization, { coalitionId, id: In(ids) })).map(({ id }) => id));
  const names = stewards.map(({ name }) => foldText(name.trim()));
  return [
    ...(text.trim() ? [] : [problem('REQUIRED', ['text'], 'Say what members do when there is tension.')]),
    ...(stewards.length > 0 ? [] : [problem('REQUIRED', ['stewards'], 'Name whom members turn to.')]),
    ...(stewards.length <= mostStewards
      ? []
      : [problem('OUT_OF_RANGE', ['stewards'], `Name at most ${mostStewards} stewards.`)]),
    ...stewards.flatMap(({ name, organizationId }, i) => [
      ...(name.trim() ? [] : [problem('REQUIRED', ['stewards', String(i), 'name'], 'Give the steward a name.')]),
      ...(name.trim() && names.indexOf(names[i] ?? '') !== i
        ? [problem('DUPLICATE', ['stewards', String(i), 'name'], 'Name each steward once.')]
        : []),
      ...(organizationId && !known.has(organizationId)
        ? [problem('NOT_FOUND', ['stewards', String(i), 'organizationId'], 'The coalition has no such organization.')]
        : []),
    ]),
  ];
}
