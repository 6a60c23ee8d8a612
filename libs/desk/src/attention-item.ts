import { encodeId, type IdType } from '@keelson/platform';
import type { Condition } from '@keelson/scorecard';
import type { RuleCode, Severity } from './attention-rules.js';

export interface Snooze {
  /** The last day on which the item is snoozed. */
  until: string;
  reason: string;
  byId: string;
  at: Date;
}

/** What needs a backbone team. It is open while its fact holds, whatever anybody does to the item. */
export interface AttentionItem {
  /** Names this occurrence: the same fact about the same subject that opens again later has another one. */
  key: string;
  coalitionId: string;
  rule: RuleCode;
  condition: Condition;
  severity: Severity;
  subjectType: IdType;
  subjectId: string;
  title: string;
  /** The first day on the desk, in the coalition's time zone. */
  since: string;
  occurrence: string;
  steps: readonly string[];
  facts: Record<string, string>;
  /** Null unless it is snoozed at the moment that was asked for. */
  snooze: Snooze | null;
}

/** Readable, so that a log or a link says what it is about. */
export function keyOf({
  rule,
  subjectType,
  subjectId,
  occurrence,
}: Pick<AttentionItem, 'rule' | 'subjectType' | 'subjectId' | 'occurrence'>): string {
  return `${rule}/${encodeId(subjectType, subjectId)}/${occurrence}`;
}
