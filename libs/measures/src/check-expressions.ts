import type { Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { Breakdown } from './breakdown.entity.js';
import { dimensionKeyOf, type Definition, type NewBreakdown } from './define-measures.js';
import { codesOf, expressionLimits } from './expression.js';
import type { MeasureOperand } from './measure-operand.entity.js';
import { MeasureVersion } from './measure-version.entity.js';
import { Measure } from './measure.entity.js';
import { parseExpression } from './parse-expression.js';
import { isAtLeastAsFine } from './period.js';
import { findCycle } from './find-cycle.sql.js';

/** A definition that is to be saved. */
export interface Draft {
  measure: Measure;
  definition: Definition;
  path: string[];
}

type Operands = Pick<MeasureOperand, 'operandId' | 'treatMissingAs'>[];
/** A measure that may be named, with the breakdowns of its latest version. */
interface Nameable {
  measure: Measure;
  breakdowns: NewBreakdown[];
}

/** What the expressions of drafts name, by the measures' ids, and all that is wrong with them. */
export async function readExpressions(
  manager: EntityManager,
  coalitionId: string,
  drafts: readonly Draft[],
): Promise<{ operands: Map<string, Operands>; problems: Problem[] }> {
  const problems: Problem[] = [];
  const calculated = drafts.filter(({ definition }) => definition.numberKind === 'CALCULATED');
  const read = calculated.map((draft) => ({ draft, codes: readCodes(draft, problems) }));
  const known = await loadNameable(
    manager,
    coalitionId,
    read.flatMap(({ codes }) => codes),
    drafts,
  );
  const operands = new Map<string, Operands>();
  for (const { draft, codes } of read) {
    const { measure, definition, path } = draft;
    const wrong = codes.flatMap((code) => problemsOfOperand(draft, code, known.get(code)));
    problems.push(...wrong, ...problemsOfTreatments(definition, codes, path));
    const named = codes.flatMap((code) => known.get(code) ?? []);
    if (wrong.length === 0) problems.push(...problemsOfBreakdowns(draft, named));
    const treated = new Map(definition.operands?.map((one) => [one.measure, one.treatMissingAs ?? null]));
    operands.set(
      measure.id,
      named.map((one) => ({ operandId: one.measure.id, treatMissingAs: treated.get(one.measure.code) ?? null })),
    );
  }
  if (problems.length > 0) return { operands, problems };
  const codeOf = new Map([...known.values()].map(({ measure }) => [measure.id, measure.code]));
  for (const { measure, path } of calculated) {
    const cycle = await findCycle(manager, coalitionId, measure, operands, codeOf);
    if (!cycle) continue;
    const message = `"${measure.code}" would be calculated from itself: ${cycle.join(' → ')}.`;
    problems.push({ code: 'CYCLE', field: [...path, 'expression'], message });
  }
  return { operands, problems };
}

function readCodes({ definition, path }: Draft, problems: Problem[]): string[] {
  const field = [...path, 'expression'];
  const text = definition.expression?.trim();
  if (!text) {
    const message =
      'Say how it is calculated: an expression over the codes of measures, such as "100 * passed / enrolled".';
    problems.push({ code: 'REQUIRED', field, message });
    return [];
  }
  const parsed = parseExpression(text);
  if ('fault' in parsed) {
    const code = text.length > expressionLimits.characters ? 'TOO_LONG' : 'INVALID';
    problems.push({ code, field, message: parsed.fault });
    return [];
  }
  const codes = codesOf(parsed.expression);
  if (codes.length === 0) {
    problems.push({ code: 'REQUIRED', field, message: 'An expression names at least one measure.' });
  }
  return codes;
}

async function loadNameable(
  manager: EntityManager,
  coalitionId: string,
  codes: string[],
  drafts: readonly Draft[],
): Promise<Map<string, Nameable>> {
  if (codes.length === 0) return new Map();
  const measures = await manager.findBy(Measure, { coalitionId, code: In(codes) });
  const ids = measures.map(({ id }) => id);
  const versions = await manager.find(MeasureVersion, {
    where: { coalitionId, measureId: In(ids) },
    order: { number: 'ASC' },
  });
  const latest = new Map(versions.map((version) => [version.measureId, version.id]));
  const breakdowns = await manager.findBy(Breakdown, { coalitionId, measureVersionId: In([...latest.values()]) });
  const kept = measures.map((measure): Nameable => {
    const own = breakdowns.filter(({ measureVersionId }) => measureVersionId === latest.get(measure.id));
    return {
      measure,
      breakdowns: own.map(({ dimensionKey, additive }) => ({ dimensionCodes: dimensionKey.split(','), additive })),
    };
  });
  const drafted = drafts.map(({ measure, definition }) => ({ measure, breakdowns: definition.breakdowns ?? [] }));
  return new Map([...kept, ...drafted].map((one) => [one.measure.code, one]));
}

function problemsOfOperand({ measure, path }: Draft, code: string, operand: Nameable | undefined): Problem[] {
  const field = [...path, 'expression'];
  if (!operand) {
    const hint = 'A code that holds "-" or "/" or starts with a digit stands in brackets, such as [road-deaths].';
    return [{ code: 'UNKNOWN_MEASURE', field, message: `There is no measure "${code}" in this coalition. ${hint}` }];
  }
  const { frequency, retiredAt } = operand.measure;
  if (code === measure.code) {
    const message = `"${code}" cannot be calculated from itself: name the measures that it is made of.`;
    return [{ code: 'CYCLE', field, message }];
  }
  if (retiredAt) {
    const message = `"${code}" is retired and gets no new numbers: name a measure that is in use.`;
    return [{ code: 'INVALID_STATE', field, message }];
  }
  if (!isAtLeastAsFine(frequency, measure.frequency)) {
    const message = `"${code}" is reported by ${frequency}, which cannot be told by ${measure.frequency}: choose ${frequency} or a longer frequency for "${measure.code}".`;
    return [{ code: 'WRONG_KIND', field, message }];
  }
  return [];
}

function problemsOfTreatments({ operands }: Definition, codes: string[], path: string[]): Problem[] {
  return (operands ?? []).flatMap(({ measure }, i): Problem[] => {
    const field = [...path, 'operands', String(i), 'measure'];
    if (!codes.includes(measure)) {
      return [{ code: 'NOT_FOUND', field, message: `The expression does not name "${measure}".` }];
    }
    if (operands!.findIndex((one) => one.measure === measure) === i) return [];
    return [{ code: 'DUPLICATE', field, message: `"${measure}" stands twice in this list.` }];
  });
}

/** A cell is calculated from the same cell of every operand that has to be there. */
function problemsOfBreakdowns({ definition, path }: Draft, operands: Nameable[]): Problem[] {
  const zero = new Set(definition.operands?.flatMap((one) => (one.treatMissingAs === 'ZERO' ? one.measure : [])));
  return (definition.breakdowns ?? []).flatMap(({ dimensionCodes }, i) => {
    const key = dimensionKeyOf(dimensionCodes);
    const lacking = operands.filter(({ measure, breakdowns }) => {
      return !zero.has(measure.code) && !breakdowns.some((one) => tells(one, dimensionCodes, key));
    });
    return lacking.map(({ measure }): Problem => {
      const message = `"${measure.code}" is not broken down by ${dimensionCodes.join(' × ')}: declare that there first, or leave it out here.`;
      return { code: 'UNDECLARED_BREAKDOWN', field: [...path, 'breakdowns', String(i), 'dimensionCodes'], message };
    });
  });
}

/** Values stand there, or are the sum of finer parts. */
function tells(breakdown: NewBreakdown, codes: string[], key: string): boolean {
  if (dimensionKeyOf(breakdown.dimensionCodes) === key) return true;
  return breakdown.additive && codes.every((code) => breakdown.dimensionCodes.includes(code));
}
