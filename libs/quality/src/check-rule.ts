import { codesOf, expressionLimits, Measure, parseExpression } from '@keelson/measures';
import { InvalidInput, type Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { isPair } from './compare-rule.js';
import type { QualityRule, RuleOperator } from './quality-rule.entity.js';

interface Sides {
  left: string;
  operator: RuleOperator;
  right: string;
}

/** What a rule's expressions stand for; all that is wrong with them comes back at once. */
export async function checkRule(
  manager: EntityManager,
  coalitionId: string,
  rule: Sides,
): Promise<Pick<QualityRule, 'measureIds' | 'frequency'>> {
  const problems: Problem[] = [];
  const codes = { left: readSide(rule, 'left', problems), right: readSide(rule, 'right', problems) };
  const named = [...new Set([...codes.left, ...codes.right])];
  const measures = named.length > 0 ? await manager.findBy(Measure, { coalitionId, code: In(named) }) : [];
  const known = new Map(measures.map((measure) => [measure.code, measure]));
  for (const side of ['left', 'right'] as const) {
    for (const code of codes[side].filter((code) => !known.has(code))) {
      const hint = 'A code that holds "-" or "/" or starts with a digit stands in brackets, such as [road-deaths].';
      const message = `There is no measure "${code}" in this coalition. ${hint}`;
      problems.push({ code: 'UNKNOWN_MEASURE', field: [side], message });
    }
  }
  for (const { code } of measures.filter(({ calculated }) => calculated)) {
    const message = `"${code}" is calculated, and no organization has a number of it: name what it is calculated from.`;
    problems.push({ code: 'WRONG_KIND', field: [codes.left.includes(code) ? 'left' : 'right'], message });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  const [first] = measures;
  if (!first) throw InvalidInput.at('left', 'REQUIRED', 'A rule names at least one measure.');
  const other = measures.find(({ frequency }) => frequency !== first.frequency);
  if (other) {
    const message = `The measures of a rule have one frequency: "${first.code}" is reported by ${first.frequency}, "${other.code}" by ${other.frequency}.`;
    throw InvalidInput.at(codes.left.includes(other.code) ? 'left' : 'right', 'WRONG_KIND', message);
  }
  return { measureIds: measures.map(({ id }) => id).sort(), frequency: first.frequency };
}

/** The codes that one side names. */
function readSide(rule: Sides, side: 'left' | 'right', problems: Problem[]): string[] {
  const parsed = parseExpression(rule[side]);
  if ('fault' in parsed) {
    const code = rule[side].length > expressionLimits.characters ? 'TOO_LONG' : 'INVALID';
    problems.push({ code, field: [side], message: parsed.fault });
    return [];
  }
  const codes = codesOf(parsed.expression);
  if (codes.length === 0 && isPair(rule.operator)) {
    const message = `Each side of a ${rule.operator} names a measure: a number is always there.`;
    problems.push({ code: 'INVALID', field: [side], message });
  }
  return codes;
}
