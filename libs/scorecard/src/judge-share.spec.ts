import { checkNames, checksOf, conditions } from './check-names.js';
import { found } from './finding.js';
import { judgeShare } from './judge-share.js';
import { scoreConditions } from './score-conditions.js';

const share = (numerator: number, denominator: number) => ({ formula: 'f', numerator, denominator, to: '2026-01-01' });
const passes = (numerator: number, denominator: number, threshold: Parameters<typeof judgeShare>[1], fewest?: number) =>
  judgeShare(share(numerator, denominator), threshold, fewest).passes;

describe('a share', () => {
  it('is judged unrounded: 0.79996 is shown as 0.8 and fails 0.8', () => {
    expect(judgeShare(share(19_999, 25_000), { atLeast: 80 })).toMatchObject({
      ...{ passes: false, figure: { value: '0.8', threshold: '0.8' } },
    });
    expect(passes(4, 5, { atLeast: 80 })).toBe(true);
    expect(passes(1, 10, { atMost: 10 })).toBe(true);
    expect(passes(11, 100, { atMost: 10 })).toBe(false);
  });

  it('over nothing, or too few, is not assessable and has no value', () => {
    expect(judgeShare(share(0, 0), { atLeast: 80 })).toMatchObject({ passes: null, figure: { value: null } });
    expect(judgeShare(share(4, 4), { atLeast: 70 }, 5)).toMatchObject({ passes: null, figure: { value: null } });
    expect(passes(7, 9, { atLeast: 70 }, 5)).toBe(true);
  });
});

describe('the five conditions', () => {
  it('have five checks each, 25 names that differ', () => {
    expect(conditions.map((condition) => checksOf[condition].length)).toEqual([5, 5, 5, 5, 5]);
    expect(new Set(checkNames).size).toBe(25);
  });

  it('are PASS / (PASS + FAIL); what is not assessable counts neither way', () => {
    const findings = [
      found('SUSTAINING_HELD', true, { query: 'q' }),
      found('POWER_HELD', false, { query: 'q' }),
      found('NOTES_ON_TIME', true, { query: 'q' }),
      found('QUESTIONS_ANSWERED_ON_TIME', null, { query: 'q' }),
    ];
    const scores = scoreConditions(findings);
    expect(scores[3]).toMatchObject({ condition: 'COMMUNICATION', passed: 2, assessable: 3, share: '0.6667' });
    expect(scores[0]).toMatchObject({ condition: 'COMMON_AGENDA', passed: 0, assessable: 0, share: null });
  });
});
