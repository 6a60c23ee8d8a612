import { newId, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { Breakdown } from './breakdown.entity.js';
import { isDecimal, isNegative, isZero } from './decimal.js';
import { MeasureOperand, type MissingTreatment } from './measure-operand.entity.js';
import {
  factors,
  MeasureVersion,
  type Comparability,
  type NumberKind,
  type Overlap,
  type PartnerRule,
  type TimeRule,
} from './measure-version.entity.js';
import type { CatalogueReference, Direction, Measure, MeasureAspect, MeasureLevel } from './measure.entity.js';
import { parsePeriod, type Frequency } from './period.js';

export interface NewBreakdown {
  dimensionCodes: string[];
  additive: boolean;
}

/** How the expression of a calculated measure takes one of the measures that it names. */
export interface NewOperand {
  /** Its code. */
  measure: string;
  treatMissingAs?: MissingTreatment | null;
}

/** What a version says: the part of a measure that cannot change without a new version. */
export interface Definition {
  unit: string;
  numberKind: NumberKind;
  factor?: number | null;
  ofPeople?: boolean | null;
  timeRule?: TimeRule | null;
  denominatorTimeRule?: TimeRule | null;
  partnerRule?: PartnerRule | null;
  overlap?: Overlap | null;
  expression?: string | null;
  operands?: NewOperand[] | null;
  breakdowns?: NewBreakdown[] | null;
}

export interface NewMeasure extends Definition {
  code: string;
  name: string;
  description?: string | null;
  level?: MeasureLevel | null;
  aspect?: MeasureAspect | null;
  direction: Direction;
  frequency: Frequency;
  goalIds?: string[] | null;
  references?: CatalogueReference[] | null;
}

export interface MeasureRevision extends Definition {
  /** The first period that the new version governs. */
  firstPeriod: string;
  comparability: Comparability;
  bridgeFactor?: string | null;
  reason: string;
}

export function dimensionKeyOf(codes: Iterable<string>): string {
  return [...codes].sort().join(',');
}

/** Everything that is wrong with a definition, given the dimensions that the coalition has. */
export function problemsOfDefinition(definition: Definition, dimensionCodes: Set<string>, path: string[]): Problem[] {
  const problems: Problem[] = [];
  const factor = definition.factor ?? 1;
  if (!factors.some((one) => one === factor)) {
    const message = 'A factor is 1, 100, 1,000, 10,000 or 100,000.';
    problems.push({ code: 'INVALID', field: [...path, 'factor'], message });
  } else if (definition.numberKind !== 'RATIO' && factor !== 1) {
    problems.push({ code: 'INVALID', field: [...path, 'factor'], message: 'Only a RATIO has a factor.' });
  }
  if (definition.numberKind === 'RATIO' && (definition.partnerRule ?? 'SUM') !== 'SUM') {
    const message =
      'A RATIO is the ratio of sums: its partner rule is SUM. An average of ratios is a different measure.';
    problems.push({ code: 'INVALID', field: [...path, 'partnerRule'], message });
  }
  if (definition.overlap === 'POSSIBLE' && (definition.partnerRule ?? 'SUM') !== 'SUM') {
    const message = 'Only where partners are summed can a person be counted twice: the partner rule is SUM.';
    problems.push({ code: 'INVALID', field: [...path, 'overlap'], message });
  } else if (definition.overlap === 'POSSIBLE' && definition.numberKind === 'AMOUNT') {
    const message = 'People are counted twice, amounts are not: overlap is for a COUNT or a RATIO.';
    problems.push({ code: 'INVALID', field: [...path, 'overlap'], message });
  }
  problems.push(...problemsOfKind(definition, path));
  const seen = new Set<string>();
  definition.breakdowns?.forEach((breakdown, i) => {
    const field = [...path, 'breakdowns', String(i), 'dimensionCodes'];
    const unknown = breakdown.dimensionCodes.filter((code) => !dimensionCodes.has(code));
    const key = dimensionKeyOf(breakdown.dimensionCodes);
    if (unknown.length > 0) {
      problems.push({
        code: 'NOT_FOUND',
        field,
        message: `There is no dimension "${unknown.join('", "')}": create it first.`,
      });
    }
    if (
      breakdown.dimensionCodes.length === 0 ||
      new Set(breakdown.dimensionCodes).size < breakdown.dimensionCodes.length
    ) {
      problems.push({ code: 'INVALID', field, message: 'A breakdown names one dimension or more, each once.' });
    } else if (seen.has(key)) {
      problems.push({ code: 'DUPLICATE', field, message: 'This breakdown is declared twice.' });
    }
    seen.add(key);
  });
  return problems;
}

/** What only a calculated measure has, and what it cannot have. */
function problemsOfKind(definition: Definition, path: string[]): Problem[] {
  if (definition.numberKind !== 'CALCULATED') {
    const message = 'Only a CALCULATED measure has an expression and operands.';
    if (definition.expression != null) return [{ code: 'WRONG_KIND', field: [...path, 'expression'], message }];
    return definition.operands?.length ? [{ code: 'WRONG_KIND', field: [...path, 'operands'], message }] : [];
  }
  const rules = ['timeRule', 'denominatorTimeRule', 'partnerRule'] as const;
  const told: string[] = rules.filter((rule) => definition[rule] != null);
  if (definition.overlap === 'POSSIBLE') told.push('overlap');
  const problems = told.map((rule): Problem => {
    const message = `A CALCULATED measure aggregates nothing itself: leave "${rule}" out; its operands have theirs.`;
    return { code: 'WRONG_KIND', field: [...path, rule], message };
  });
  definition.breakdowns?.forEach(({ additive }, i) => {
    if (!additive) return;
    const message = 'The parts of a calculated figure are calculated like its total, not added up: additive is false.';
    problems.push({ code: 'WRONG_KIND', field: [...path, 'breakdowns', String(i), 'additive'], message });
  });
  return problems;
}

/** Everything that is wrong with a next version beside its definition. */
export function problemsOfRevision(measure: Measure, latest: MeasureVersion, revision: MeasureRevision): Problem[] {
  const { bridgeFactor } = revision;
  const period = parsePeriod(revision.firstPeriod);
  const problems: Problem[] = [];
  if ((revision.numberKind === 'CALCULATED') !== measure.calculated) {
    const message = measure.calculated
      ? 'It is calculated, and stays so: create another measure for what partners report.'
      : 'It is reported, and stays so: create another measure with this expression, and retire this one.';
    problems.push({ code: 'WRONG_KIND', field: ['numberKind'], message });
  }
  if (!period || period.frequency !== measure.frequency) {
    const message = `Write the first period as a ${measure.frequency}, the measure's frequency.`;
    problems.push({ code: 'UNKNOWN_PERIOD', field: ['firstPeriod'], message });
  } else if (latest.firstPeriodStart && period.start <= latest.firstPeriodStart) {
    const message = `Version ${latest.number} starts on ${latest.firstPeriodStart}: the next one starts later.`;
    problems.push({ code: 'OUT_OF_RANGE', field: ['firstPeriod'], message });
  }
  if ((revision.comparability === 'BRIDGED') !== Boolean(bridgeFactor)) {
    const message = 'BRIDGED needs a bridge factor; the other verdicts have none.';
    problems.push({ code: 'REQUIRED', field: ['bridgeFactor'], message });
  } else if (bridgeFactor && (!isDecimal(bridgeFactor) || isNegative(bridgeFactor) || isZero(bridgeFactor))) {
    const message = 'Write the bridge factor as a decimal greater than zero, such as "1.25".';
    problems.push({ code: 'NOT_A_NUMBER', field: ['bridgeFactor'], message });
  }
  return problems;
}

/** Adds a version with its breakdowns; the caller has checked it. */
export async function insertVersion(
  manager: EntityManager,
  version: Pick<
    MeasureVersion,
    'coalitionId' | 'measureId' | 'number' | 'firstPeriodStart' | 'comparability' | 'bridgeFactor' | 'reason'
  >,
  definition: Definition,
  operands: readonly Pick<MeasureOperand, 'operandId' | 'treatMissingAs'>[],
): Promise<MeasureVersion> {
  const timeRule = definition.timeRule ?? 'SUM';
  const inserted = manager.create(MeasureVersion, {
    ...version,
    id: newId(),
    numberKind: definition.numberKind,
    factor: definition.factor ?? 1,
    unit: definition.unit,
    ofPeople: definition.ofPeople ?? false,
    timeRule,
    denominatorTimeRule: definition.denominatorTimeRule ?? timeRule,
    partnerRule: definition.partnerRule ?? 'SUM',
    overlap: definition.overlap ?? 'NONE',
    expression: definition.expression?.trim() ?? null,
    createdAt: new Date(),
  });
  await manager.insert(MeasureVersion, inserted);
  const breakdowns = (definition.breakdowns ?? []).map((breakdown, position) => ({
    id: newId(),
    coalitionId: version.coalitionId,
    measureVersionId: inserted.id,
    position: position + 1,
    dimensionKey: dimensionKeyOf(breakdown.dimensionCodes),
    additive: breakdown.additive,
  }));
  if (breakdowns.length > 0) await manager.insert(Breakdown, breakdowns);
  const named = operands.map((operand, position) => {
    return { ...operand, coalitionId: version.coalitionId, measureVersionId: inserted.id, position: position + 1 };
  });
  if (named.length > 0) await manager.insert(MeasureOperand, named);
  return inserted;
}
