import { rational } from '@keelson/measures';
import { conditions, type Condition } from './check-names.js';
import type { Finding } from './finding.js';

/** How one condition stands. There is no score over all five, and none is to be made of these. */
export interface ConditionScore<Check extends Finding = Finding> {
  condition: Condition;
  passed: number;
  /** PASS and FAIL together. */
  assessable: number;
  /** passed / assessable, up to four decimals; null = not assessable. */
  share: string | null;
  checks: Check[];
}

export function scoreConditions<Check extends Finding>(findings: readonly Check[]): ConditionScore<Check>[] {
  return conditions.map((condition) => {
    const checks = findings.filter((finding) => finding.condition === condition);
    const passed = checks.filter(({ state }) => state === 'PASS').length;
    const assessable = checks.filter(({ state }) => state !== 'NOT_ASSESSABLE').length;
    const share = assessable > 0 ? rational.decimalOf({ n: BigInt(passed), d: BigInt(assessable) }, 4) : null;
    return { condition, passed, assessable, share, checks };
  });
}
