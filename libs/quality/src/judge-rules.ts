import { codesOf, rational, type Rational } from '@keelson/measures';
import { compareByRule, readRule } from './compare-rule.js';
import type { QualityFinding } from './finding.js';
import { findingOf, groupKey, placeOf, type Group } from './group-cells.js';
import type { QualityRule } from './quality-rule.entity.js';
import { valueOf, versionAt } from './read-cells.js';
import type { Scope } from './read-series.sql.js';

const { add, decimalOf } = rational;

/**
 * Judges each organization's period by the rules that speak of a measure it reported something for, on its own total
 * numbers; a RATIO as factor × numerator / denominator.
 */
export function judgeRules(rules: readonly QualityRule[], groups: Map<string, Group>, scope: Scope): QualityFinding[] {
  const ofMeasure = new Map<string, Group[]>();
  for (const group of groups.values()) {
    const list = ofMeasure.get(group.measure.id) ?? [];
    ofMeasure.set(group.measure.id, list);
    list.push(group);
  }
  return rules.flatMap((rule) => {
    const read = readRule(rule);
    const codes = [...new Set([...codesOf(read.left), ...codesOf(read.right)])].sort();
    const ids = new Map<string, string>();
    const slots = new Map<string, Group>();
    for (const id of rule.measureIds) {
      for (const group of ofMeasure.get(id) ?? []) {
        ids.set(group.measure.code, id);
        slots.set(`${group.organizationId} ${group.start}`, group);
      }
    }
    return [...slots.values()].flatMap(({ organizationId, start }) => {
      const numbers = new Map<string, Rational | null>();
      for (const code of codes) {
        const group = groups.get(groupKey(organizationId, ids.get(code) ?? '', start));
        numbers.set(code, group ? totalOf(group) : null);
      }
      const verdict = compareByRule(read, (code) => numbers.get(code) ?? null);
      if (!verdict) return [];
      const texts = [...numbers].map(([code, number]) => `${code}=${number ? decimalOf(number, 12) : '-'}`);
      const about = `${rule.left} ${rule.operator} ${rule.right}: ${texts.join(' ')}`;
      const place = { ...placeOf(scope, { organization_id: organizationId }, start, 'RULE'), ruleId: rule.id };
      const { importance, measureIds } = rule;
      const sentence = `${rule.name}: ${verdict.sentence}`;
      return [findingOf(place, { ...verdict, sentence }, { importance, about, measureIds })];
    });
  });
}

/** The number or non-value reported there, else the sum of the parts of the first additive breakdown that has any. */
export function totalOf({ measure, start, cells }: Group): Rational | null {
  const total = cells.get('');
  if (total) return total.value;
  const version = versionAt(measure, start);
  for (const { dimensionKey, additive } of version.breakdowns) {
    if (!additive) continue;
    const parts = [...cells.values()].flatMap((cell) =>
      cell.dimensionKey === dimensionKey && cell.reported ? [cell.reported] : [],
    );
    if (parts.length === 0) continue;
    const number = parts.map((part) => part.number).reduce(add);
    const denominators = parts.flatMap(({ denominator }) => denominator ?? []);
    const denominator = denominators.length > 0 ? denominators.reduce(add) : null;
    return valueOf({ number, denominator }, version);
  }
  return null;
}
