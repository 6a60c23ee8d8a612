import { Inject, Injectable } from '@nestjs/common';
import { AgendaService, type Goal } from '@keelson/agenda';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  requireReason,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { Breakdown } from './breakdown.entity.js';
import { readExpressions, type Draft } from './check-expressions.js';
import {
  insertVersion,
  problemsOfDefinition,
  problemsOfRevision,
  type MeasureRevision,
  type NewMeasure,
} from './define-measures.js';
import { Dimension } from './dimension.entity.js';
import { MeasureOperand } from './measure-operand.entity.js';
import { MeasureVersion } from './measure-version.entity.js';
import { Measure, type CatalogueReference, type Direction, type MeasureAspect } from './measure.entity.js';
import { canDefineMeasures, canSeeMeasures } from './measures.policy.js';
import { parsePeriod } from './period.js';
import { refuseNeeded } from './refuse-needed.sql.js';
import { dependenciesOf, lockCalculations, renewCalculations } from './renew-calculations.sql.js';

export interface MeasureChanges {
  name?: string | null;
  description?: string | null;
  aspect?: MeasureAspect | null;
  direction?: Direction | null;
  goalIds?: string[] | null;
  references?: CatalogueReference[] | null;
}

export interface MeasureFilter {
  codes?: string[] | null;
  search?: string | null;
  /** Retired measures are left out unless asked for. */
  retired?: boolean | null;
}

@Injectable()
export class MeasuresService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AgendaService) private readonly agenda: AgendaService,
  ) {}

  /** Makes measures with their first version, all or none. */
  async createMeasures(actor: Actor, coalitionId: string, inputs: NewMeasure[]): Promise<Measure[]> {
    requireDefine(actor, coalitionId);
    const goalIds = inputs.flatMap((input) => input.goalIds ?? []);
    const goals = await this.loadGoals(actor, goalIds);
    requireGoals(coalitionId, goalIds, goals);
    return this.database.work(actor, async (manager) => {
      await lockCalculations(manager, coalitionId);
      const measures = inputs.map((input) => buildMeasure(manager, coalitionId, input));
      const drafts = measures.map((measure, i): Draft => ({ measure, definition: inputs[i]!, path: pathOf(i) }));
      const { operands, problems } = await readExpressions(manager, coalitionId, drafts);
      problems.unshift(...(await problemsOfMeasures(manager, coalitionId, inputs)));
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.insert(Measure, measures as never);
      for (const [i, { id }] of measures.entries()) {
        const first = {
          number: 1,
          firstPeriodStart: null,
          comparability: 'COMPARABLE',
          bridgeFactor: null,
          reason: null,
        } as const;
        await insertVersion(manager, { coalitionId, measureId: id, ...first }, inputs[i]!, operands.get(id) ?? []);
      }
      const paths = drafts.flatMap(({ measure, path }) => (measure.calculated ? [[measure.id, path] as const] : []));
      if (paths.length > 0) await renewCalculations(manager, coalitionId, new Map(paths));
      await record(
        manager,
        actor,
        ...measures.map((measure, i) => changeOf(measure, 'createMeasure', { after: { ...inputs[i] } })),
      );
      return measures;
    });
  }

  /** Changes what needs no new version. */
  async updateMeasure(actor: Actor, id: string, changes: MeasureChanges): Promise<Measure> {
    const goals = await this.loadGoals(actor, changes.goalIds ?? []);
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, id);
      requireDefine(actor, measure.coalitionId);
      requireGoals(measure.coalitionId, changes.goalIds ?? [], goals);
      const before = { ...measure };
      measure.name = changes.name ?? measure.name;
      if (changes.description !== undefined) measure.description = changes.description;
      if (changes.aspect !== undefined) measure.aspect = changes.aspect;
      measure.direction = changes.direction ?? measure.direction;
      measure.goalIds = changes.goalIds ?? measure.goalIds;
      measure.references = changes.references ?? measure.references;
      await manager.save(measure);
      await record(manager, actor, changeOf(measure, 'updateMeasure', { before, after: { ...measure } }));
      return measure;
    });
  }

  /** Gives a measure its next version. Values stay where they are; trends are marked by the comparability. */
  async reviseMeasure(actor: Actor, id: string, revision: MeasureRevision): Promise<Measure> {
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, id);
      requireDefine(actor, measure.coalitionId);
      await lockCalculations(manager, measure.coalitionId);
      // Two revisions at once must not both become version n + 1.
      await manager.query('SELECT 1 FROM measure WHERE id = $1 FOR UPDATE', [id]);
      const latest = await manager.findOneOrFail(MeasureVersion, {
        where: { measureId: id },
        order: { number: 'DESC' },
      });
      const period = parsePeriod(revision.firstPeriod);
      const codes = await dimensionCodesOf(manager, measure.coalitionId);
      const { coalitionId } = measure;
      const read = await readExpressions(manager, coalitionId, [{ measure, definition: revision, path: [] }]);
      const problems = [
        ...problemsOfRevision(measure, latest, revision),
        ...problemsOfDefinition(revision, codes, []),
        ...read.problems,
      ];
      if (problems.length > 0 || !period) throw new InvalidInput(problems);
      const version = await insertVersion(
        manager,
        {
          coalitionId,
          measureId: id,
          number: latest.number + 1,
          firstPeriodStart: period.start,
          comparability: revision.comparability,
          bridgeFactor: revision.bridgeFactor ?? null,
          reason: revision.reason,
        },
        revision,
        read.operands.get(id) ?? [],
      );
      await renewCalculations(manager, coalitionId, new Map([[id, []]]));
      const change = { reason: revision.reason, before: { ...latest }, after: { ...version } };
      await record(manager, actor, changeOf(measure, 'reviseMeasure', change));
      return measure;
    });
  }

  /** Stops asking for a measure; everything reported stays and can be read. */
  async retireMeasure(actor: Actor, id: string, reason: string): Promise<Measure> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, id);
      requireDefine(actor, measure.coalitionId);
      await lockCalculations(manager, measure.coalitionId);
      await refuseNeeded(manager, measure);
      measure.retiredAt ??= new Date();
      await manager.save(measure);
      await record(manager, actor, changeOf(measure, 'retireMeasure', { reason }));
      return measure;
    });
  }

  async loadMeasures(actor: Actor, ids: readonly string[]): Promise<Measure[]> {
    return findMine(this.database, actor, Measure, 'id', ids);
  }

  /** The versions of measures, oldest first. */
  async loadVersions(actor: Actor, measureIds: readonly string[]): Promise<MeasureVersion[]> {
    return findMine(this.database, actor, MeasureVersion, 'measureId', measureIds, { number: 'ASC' });
  }

  /** The version that governs today, of each measure. */
  async loadDefinitions(actor: Actor, measureIds: readonly string[]): Promise<MeasureVersion[]> {
    const latest = new Map<string, MeasureVersion>();
    for (const version of await this.loadVersions(actor, measureIds)) latest.set(version.measureId, version);
    return [...latest.values()];
  }

  /** What versions are calculated from, as their expressions name it. */
  async loadOperands(actor: Actor, versionIds: readonly string[]): Promise<MeasureOperand[]> {
    return findMine(this.database, actor, MeasureOperand, 'measureVersionId', versionIds, { position: 'ASC' });
  }

  /** The versions of a measure and of all that it is calculated from, however far: a BREAK in any is one in its figures. */
  async loadVersionsBehind(actor: Actor, { coalitionId, id }: Measure): Promise<MeasureVersion[]> {
    const ids = await this.database.read(actor, (manager) => dependenciesOf(manager, coalitionId, [id]));
    return this.loadVersions(actor, ids);
  }

  async loadBreakdowns(actor: Actor, versionIds: readonly string[]): Promise<Breakdown[]> {
    return findMine(this.database, actor, Breakdown, 'measureVersionId', versionIds, { position: 'ASC' });
  }

  listMeasures(actor: Actor, coalitionId: string, filter: MeasureFilter, page: PageArguments): Promise<Page<Measure>> {
    if (!canSeeMeasures(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(Measure, 'measure').where({ coalitionId });
      if (!filter.retired) builder.andWhere('measure.retiredAt IS NULL');
      if (filter.codes) builder.andWhere({ code: In(filter.codes) });
      whereContains(builder, ['name', 'code'], filter.search);
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'measures', by: ['code', 'id'] });
  }

  /** Before the unit of work: one that waits for a second connection while it holds the first can wait for ever. */
  private async loadGoals(actor: Actor, ids: string[]): Promise<Goal[]> {
    return ids.length > 0 ? this.agenda.loadGoals(actor, ids) : [];
  }
}

/** All of them are goals of this coalition, among those that the actor may see. */
function requireGoals(coalitionId: string, goalIds: string[], visible: Goal[]): void {
  const known = new Set(visible.filter((goal) => goal.coalitionId === coalitionId).map((goal) => goal.id));
  if (goalIds.some((id) => !known.has(id))) throw new NotFound('goal', ['goalIds']);
}

export function requireDefine(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canDefineMeasures(actor, coalitionId)) throw new Forbidden();
}

export async function findMeasure(manager: EntityManager, actor: Actor, id: string, field = 'id'): Promise<Measure> {
  const measure = await manager.findOneBy(Measure, { id });
  if (!measure || !canSeeMeasures(actor, measure.coalitionId)) throw new NotFound('measure', [field]);
  return measure;
}

export function changeOf(measure: Measure, verb: string, change: { reason?: string; before?: object; after?: object }) {
  const subject = { subjectType: 'Measure', subjectId: measure.id } as const;
  return { coalitionId: measure.coalitionId, verb, ...subject, ...change } as never;
}

async function dimensionCodesOf(manager: EntityManager, coalitionId: string): Promise<Set<string>> {
  const dimensions = await manager.findBy(Dimension, { coalitionId });
  return new Set(dimensions.map(({ code }) => code));
}

async function problemsOfMeasures(
  manager: EntityManager,
  coalitionId: string,
  inputs: NewMeasure[],
): Promise<Problem[]> {
  const codes = inputs.map(({ code }) => code);
  const taken = new Set((await manager.findBy(Measure, { coalitionId, code: In(codes) })).map(({ code }) => code));
  const dimensions = await dimensionCodesOf(manager, coalitionId);
  return inputs.flatMap((input, i) => {
    const path = pathOf(i);
    const problems = problemsOfDefinition(input, dimensions, path);
    const field = [...path, 'code'];
    if (taken.has(input.code)) {
      problems.push({ code: 'TAKEN', field, message: `The code "${input.code}" is taken in this coalition.` });
    } else if (codes.indexOf(input.code) < i) {
      problems.push({ code: 'DUPLICATE', field, message: `The code "${input.code}" stands twice in this list.` });
    }
    return problems;
  });
}

const pathOf = (index: number) => ['measures', String(index)];

function buildMeasure(manager: EntityManager, coalitionId: string, input: NewMeasure): Measure {
  return manager.create(Measure, {
    id: newId(),
    coalitionId,
    code: input.code,
    name: input.name,
    description: input.description ?? null,
    level: input.level ?? 'PERFORMANCE',
    aspect: input.aspect ?? null,
    direction: input.direction,
    frequency: input.frequency,
    goalIds: input.goalIds ?? [],
    references: input.references ?? [],
    calculated: input.numberKind === 'CALCULATED',
    retiredAt: null,
    createdAt: new Date(),
  });
}
