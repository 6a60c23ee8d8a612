import { isDecimal, isNegative } from '@keelson/measures';
import type { Problem, UserErrorCode } from '@keelson/platform';
import type { Commitment, CommitmentKind } from './commitment.entity.js';

export interface NewCommitment {
  coalitionId: string;
  kind: CommitmentKind;
  title: string;
  description?: string | null;
  holderOrganizationIds: string[];
  holderNames?: string[] | null;
  counterpartOrganizationId?: string | null;
  conversationId?: string | null;
  activityId?: string | null;
  decisionId?: string | null;
  bodyDecisionId?: string | null;
  assetId?: string | null;
  /** An exact decimal, e.g. "12.5". */
  amount?: string | null;
  unit?: string | null;
  dueOn: string;
}

/** More than a coalition's circle of a few dozen would hide who does it. */
export const mostHolders = 50;

export function problemsOf(commitment: Commitment, today: string): Problem[] {
  const { kind, title, holderOrganizationIds: holders, counterpartOrganizationId: counterpart, dueOn } = commitment;
  const { assetId, amount, unit } = commitment;
  const problems: Problem[] = [];
  const add = (code: UserErrorCode, field: string, message: string) => problems.push({ code, field: [field], message });
  if (!title) add('REQUIRED', 'title', 'Say what will be done.');
  if (holders.length === 0) add('REQUIRED', 'holderOrganizationIds', 'Name who does it.');
  if (holders.length > mostHolders) {
    add('TOO_MANY', 'holderOrganizationIds', `At most ${mostHolders} organizations hold one commitment together.`);
  }
  if (new Set(holders).size < holders.length) {
    add('DUPLICATE', 'holderOrganizationIds', 'Name every organization once.');
  }
  if (counterpart && holders.includes(counterpart)) {
    add('INVALID', 'counterpartOrganizationId', 'A counterpart is none of the holders: it confirms what they did.');
  }
  if (dueOn < today) add('OUT_OF_RANGE', 'dueOn', `Write a day from today (${today}) on.`);
  if (kind !== 'RESOURCE' && assetId) add('WRONG_KIND', 'assetId', 'Only a RESOURCE gives an asset.');
  if (kind !== 'RESOURCE' && amount !== null) add('WRONG_KIND', 'amount', 'Only a RESOURCE has an amount.');
  if (amount !== null && !isDecimal(amount)) {
    add('NOT_A_NUMBER', 'amount', 'Write a plain decimal such as "1250.50"; a currency goes into the unit.');
  } else if (amount !== null && isNegative(amount)) {
    add('NEGATIVE', 'amount', 'An amount is not negative.');
  }
  if (unit !== null && amount === null) add('REQUIRED', 'amount', 'A unit needs its amount; give both or neither.');
  return problems;
}
