import type { Problem } from '@keelson/platform';
import type { BodyDecisionKind } from './body-decision.entity.js';
import type { SeatRule } from './seat-rule.js';

export const longestInterim = 60;

export interface DecisionFacts {
  kind: BodyDecisionKind;
  subjectId: string | null;
  text: string;
  why: string;
  decidedOn: string;
  interimUntil: string | null;
}

/** Everything that keeps a decision from being recorded; `rule` is how the body's seats stood on that day. */
export function problemsOfDecision(facts: DecisionFacts, rule: SeatRule, today: string): Problem[] {
  const { kind, subjectId, text, why, decidedOn, interimUntil } = facts;
  return [
    ...(text.trim() ? [] : [problem('REQUIRED', 'text', 'Write what was decided.')]),
    ...(why.trim() ? [] : [problem('REQUIRED', 'why', 'Say why it was decided.')]),
    ...(decidedOn <= today
      ? []
      : [problem('OUT_OF_RANGE', 'decidedOn', `${decidedOn} lies ahead: today is ${today}.`)]),
    ...(kind === 'ADOPT_AGENDA' && !subjectId
      ? [problem('REQUIRED', 'agendaId', 'Name the version that is adopted.')]
      : []),
    ...(kind === 'REMOVE_MEMBER' && !subjectId
      ? [problem('REQUIRED', 'organizationId', 'Name the organization that is removed.')]
      : []),
    ...(rule.met ? problemsOfNeedlessInterim(interimUntil) : problemsOfInterim(facts, rule)),
  ];
}

function problemsOfNeedlessInterim(interimUntil: string | null): Problem[] {
  if (!interimUntil) return [];
  return [problem('NOT_ALLOWED', 'interimUntil', 'This body meets the rule of seats: its decision needs no end.')];
}

/** A body that misses the rule decides for a while, or not at all; nobody is removed for a while. */
function problemsOfInterim({ kind, decidedOn, interimUntil }: DecisionFacts, rule: SeatRule): Problem[] {
  const missed =
    `Of ${rule.held} held seats ${rule.mostImpacted} are held by representatives of most-impacted groups; ` +
    'a decision needs at least one third of them and at least two.';
  if (kind === 'REMOVE_MEMBER') return [problem('NOT_ALLOWED', 'bodyId', missed)];
  if (!interimUntil) {
    const way = ` Fill the seats, or record an interim decision of at most ${longestInterim} days.`;
    return [problem('NOT_ALLOWED', 'bodyId', missed + way)];
  }
  const days = (Date.parse(interimUntil) - Date.parse(decidedOn)) / 86_400_000;
  if (days >= 0 && days <= longestInterim) return [];
  const message = `An interim decision holds for at most ${longestInterim} days from the day it was taken.`;
  return [problem('OUT_OF_RANGE', 'interimUntil', message)];
}

function problem(code: Problem['code'], field: string, message: string): Problem {
  return { code, field: [field], message };
}
