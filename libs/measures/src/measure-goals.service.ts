import { Inject, Injectable } from '@nestjs/common';
import { problemsOfTerm } from '@keelson/coalitions';
import { OrganizationsService } from '@keelson/organizations';
import { Database, findMine, InvalidInput, newId, NotFound, record, type Actor, type Problem } from '@keelson/platform';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Assignment } from './assignment.entity.js';
import { Breakdown } from './breakdown.entity.js';
import { problemsOfTargets, type NewTarget } from './check-targets.js';
import { isDecimal } from './decimal.js';
import { combinationKey, findOrMakeCombinations } from './ensure-combinations.sql.js';
import { MeasureVersion } from './measure-version.entity.js';
import type { Measure } from './measure.entity.js';
import { changeOf, findMeasure, requireDefine } from './measures.service.js';
import { parsePeriod } from './period.js';
import { Baseline, Target } from './target.entity.js';

export interface NewBaseline {
  period?: string | null;
  value?: string | null;
  notApplicableReason?: string | null;
}

export interface NewAssignment {
  organizationId: string;
  from?: string | null;
  to?: string | null;
}

/** What a measure should reach (targets), where it started (baseline) and who is asked for it (assignments). */
@Injectable()
export class MeasureGoalsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
  ) {}

  /** Sets targets; one for the same period and cell is replaced, the others stay. */
  async setTargets(actor: Actor, measureId: string, inputs: NewTarget[]): Promise<Measure> {
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, measureId, 'measureId');
      requireDefine(actor, measure.coalitionId);
      const { coalitionId } = measure;
      const problems = await problemsOfTargets(manager, coalitionId, inputs, await declaredBy(manager, measure));
      if (problems.length > 0) throw new InvalidInput(problems);
      for (const input of inputs) {
        const target = await buildTarget(manager, measure, input);
        const { frequency, periodStart, combinationId } = target;
        await manager.delete(Target, {
          coalitionId,
          measureId,
          frequency: frequency ?? IsNull(),
          periodStart: periodStart ?? IsNull(),
          combinationId: combinationId ?? IsNull(),
        });
        await manager.insert(Target, target);
      }
      await record(manager, actor, changeOf(measure, 'setTargets', { after: { targets: inputs } }));
      return measure;
    });
  }

  async setBaseline(actor: Actor, measureId: string, input: NewBaseline): Promise<Measure> {
    const problems = problemsOfBaseline(input);
    if (problems.length > 0) throw new InvalidInput(problems);
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, measureId, 'measureId');
      requireDefine(actor, measure.coalitionId);
      const period = input.period ? parsePeriod(input.period) : null;
      const before = await manager.findOneBy(Baseline, { measureId });
      await manager.delete(Baseline, { measureId });
      await manager.insert(Baseline, {
        id: newId(),
        coalitionId: measure.coalitionId,
        measureId,
        frequency: period?.frequency ?? null,
        periodStart: period?.start ?? null,
        value: input.value ?? null,
        notApplicableReason: input.notApplicableReason ?? null,
      });
      const change = { ...(before ? { before: { ...before } } : {}), after: { ...input } };
      await record(manager, actor, changeOf(measure, 'setBaseline', change));
      return measure;
    });
  }

  /** Says who is asked for a measure. An empty list asks every partner again. */
  async assignMeasure(actor: Actor, measureId: string, inputs: NewAssignment[]): Promise<Measure> {
    const known = await this.organizations.loadOrganizations(
      actor,
      inputs.map((input) => input.organizationId),
    );
    return this.database.work(actor, async (manager) => {
      const measure = await findMeasure(manager, actor, measureId, 'measureId');
      requireDefine(actor, measure.coalitionId);
      if (measure.calculated) {
        const message = `"${measure.code}" is calculated and asked of nobody: assign what it is calculated from.`;
        throw InvalidInput.at('measureId', 'WRONG_KIND', message);
      }
      const { coalitionId } = measure;
      const ours = new Set(known.filter((one) => one.coalitionId === coalitionId).map(({ id }) => id));
      const stranger = inputs.findIndex(({ organizationId }) => !ours.has(organizationId));
      if (stranger >= 0) throw new NotFound('organization', ['assignments', String(stranger), 'organizationId']);
      const problems = inputs.flatMap((input, i) => problemsOfTerm(input, ['assignments', String(i), 'to']));
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.delete(Assignment, { measureId });
      const assignments = inputs.map(({ organizationId, from, to }) => {
        return { id: newId(), coalitionId, measureId, organizationId, from: from ?? null, to: to ?? null };
      });
      if (assignments.length > 0) await manager.insert(Assignment, assignments);
      await record(manager, actor, changeOf(measure, 'assignMeasure', { after: { assignments: inputs } }));
      return measure;
    });
  }

  async loadTargets(actor: Actor, measureIds: readonly string[]): Promise<Target[]> {
    return findMine(this.database, actor, Target, 'measureId', measureIds, { periodStart: 'ASC', id: 'ASC' });
  }

  async loadBaselines(actor: Actor, measureIds: readonly string[]): Promise<Baseline[]> {
    return findMine(this.database, actor, Baseline, 'measureId', measureIds);
  }
}

/** The dimension keys of all its breakdowns, whichever version declares them. */
async function declaredBy(manager: EntityManager, { coalitionId, id }: Measure): Promise<Set<string>> {
  const versions = await manager.findBy(MeasureVersion, { coalitionId, measureId: id });
  const of = { coalitionId, measureVersionId: In(versions.map((version) => version.id)) };
  return new Set((await manager.findBy(Breakdown, of)).map(({ dimensionKey }) => dimensionKey));
}

async function buildTarget(manager: EntityManager, measure: Measure, input: NewTarget): Promise<Target> {
  const period = input.period ? parsePeriod(input.period) : null;
  const key = combinationKey(input.categories ?? []);
  const combinations = key
    ? await findOrMakeCombinations(manager, measure.coalitionId, [key])
    : new Map<string, string>();
  return manager.create(Target, {
    id: newId(),
    coalitionId: measure.coalitionId,
    measureId: measure.id,
    frequency: period?.frequency ?? null,
    periodStart: period?.start ?? null,
    combinationId: combinations.get(key) ?? null,
    value: input.value,
    tolerance: input.tolerance ?? null,
    source: input.source ?? null,
    createdAt: new Date(),
  });
}

function problemsOfBaseline({ value, period, notApplicableReason }: NewBaseline): Problem[] {
  if ((value == null) === (notApplicableReason == null)) {
    const message = 'Give a value with its period, or the reason why there is no baseline.';
    return [{ code: 'REQUIRED', field: ['value'], message }];
  }
  const problems: Problem[] = [];
  if (value == null && !notApplicableReason?.trim()) {
    const message = 'Say why there is no baseline.';
    problems.push({ code: 'REQUIRED', field: ['notApplicableReason'], message });
  }
  if (value == null && period != null) {
    problems.push({ code: 'INVALID', field: ['period'], message: 'Only a value has a period.' });
  }
  if (value != null && !isDecimal(value)) {
    const message = 'Write the baseline as a decimal such as "120".';
    problems.push({ code: 'NOT_A_NUMBER', field: ['value'], message });
  }
  if (value != null && !parsePeriod(period ?? '')) {
    const message = 'Name the period that the baseline was measured in.';
    problems.push({ code: 'UNKNOWN_PERIOD', field: ['period'], message });
  }
  return problems;
}
