import type { Condition } from '@keelson/scorecard';
import type { EntityManager } from 'typeorm';
import { keyOf, type AttentionItem } from './attention-item.js';
import { attentionRules, ruleCodes, severities, type AttentionRule, type RuleCode } from './attention-rules.js';
import { findSnoozes } from './snoozes.sql.js';

export interface AttentionFilter {
  conditions?: Condition[] | null;
  rules?: RuleCode[] | null;
  severities?: AttentionItem['severity'][] | null;
  /** Whether it is snoozed; nothing for both. */
  snoozed?: boolean | null;
}

/** The rules that can find what a filter asks for. */
function rulesFor({ conditions, rules, severities: asked }: AttentionFilter): RuleCode[] {
  return ruleCodes.filter((code) => {
    const rule: AttentionRule = attentionRules[code];
    if (conditions && rule.condition && !conditions.includes(rule.condition)) return false;
    return (!rules || rules.includes(code)) && (!asked || asked.includes(rule.severity));
  });
}

/**
 * All that is open in a coalition at a moment: the most severe first, of these the oldest. It opens no unit and asks
 * nobody's leave, so that the worker can call it as well.
 */
export async function gatherAttention(
  manager: EntityManager,
  coalitionId: string,
  filter: AttentionFilter,
  moment: Date,
): Promise<RankedItem[]> {
  const items: RankedItem[] = [];
  const snoozes = await findSnoozes(manager, coalitionId, moment);
  const nameOf = (...parts: string[]) => parts.join('/');
  const held = new Map(snoozes.map((one) => [nameOf(one.rule, one.subjectId, one.occurrence), one]));
  for (const code of rulesFor(filter)) {
    const { condition, severity, subjectType, steps, find }: AttentionRule = attentionRules[code];
    for (const { subjectId, title, since, detail, facts } of await find(manager, coalitionId, moment)) {
      const occurrence = detail ? `${since}/${detail}` : since;
      const snooze = held.get(nameOf(code, subjectId, occurrence)) ?? null;
      const item = {
        ...{
          coalitionId,
          rule: code,
          condition: condition ?? (facts['condition'] as Condition),
          severity,
          subjectType,
        },
        ...{ subjectId, title, since, occurrence, steps, facts, snooze },
      };
      items.push({ key: keyOf(item), rank: String(severities.indexOf(severity)), ...item });
    }
  }
  return items
    .filter(({ condition, snooze }) => {
      const isAsked = filter.snoozed == null || filter.snoozed === (snooze !== null);
      return isAsked && (!filter.conditions || filter.conditions.includes(condition));
    })
    .sort(compareItems);
}

/** An item with its place: the most severe has rank 0. */
export interface RankedItem extends AttentionItem {
  rank: string;
}

type Place = Pick<RankedItem, 'rank' | 'since' | 'key'>;

/** What the desk is ordered by, and what a cursor keeps: no two items have the same key. */
export const rankOf = ['rank', 'since', 'key'] as const satisfies (keyof Place)[];

export function compareItems(a: Place, b: Place): number {
  const part = rankOf.find((name) => a[name] !== b[name]);
  return part === undefined ? 0 : a[part] < b[part] ? -1 : 1;
}
