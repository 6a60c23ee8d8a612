import { figuresOf } from './agenda-figures.js';
import type { AgendaCounts } from './agenda-figures.sql.js';

const none = {
  ...{ asOf: '2026-06-01', groups: 0, groupsWithInput: 0, inputs: 0, inputsClosed: 0, parties: 0, own: 0 },
  ...{ communityParties: 0, communityOwn: 0, agendaId: 'a' },
};
const period = { from: '2025-06-02', to: '2026-06-01' };
const terms = { required: 3, agreed: 2 };
const figures = (counts: Partial<AgendaCounts> = {}, levels: Parameters<typeof figuresOf>[0]['levels'] = []) =>
  figuresOf({ counts: { ...none, ...counts }, terms, levels, ...period });

describe('the figures of a common agenda', () => {
  it('of 12 parties of which 7 own it: 0.5833', () => {
    expect(figures({ parties: 12, own: 7 }).ownershipShare).toMatchObject({
      ...{ value: '0.5833', numerator: 7, denominator: 12, from: null, to: '2026-06-01' },
    });
  });

  it('say how communities and organizations differ, below zero where communities own it less', () => {
    const { ownershipGap } = figures({ parties: 10, own: 7, communityParties: 3, communityOwn: 1 });
    // 1/3 − 6/7 = −11/21
    expect(ownershipGap).toMatchObject({ value: '-0.5238', n: 10, communities: { value: '0.3333' } });
    expect(ownershipGap.organizations).toMatchObject({ value: '0.8571', numerator: 6, denominator: 7 });
  });

  it('are not assessable, and neither zero nor one, with nothing to divide by', () => {
    const { consultationCoverage, closureRate, ownershipShare, ownershipGap } = figures();
    const values = [consultationCoverage, closureRate, ownershipShare, ownershipGap].map(({ value }) => value);
    expect(values).toEqual([null, null, null, null]);
    expect(figures({ parties: 4, own: 2 }).ownershipGap.value).toBeNull();
    expect(figures({ parties: 4, agendaId: null }).ownershipShare.value).toBeNull();
  });

  it('round half away from zero: 1/32 = 0.03125 is 0.0313', () => {
    expect(figures({ inputs: 32, inputsClosed: 1 }).closureRate).toMatchObject({ value: '0.0313', from: '2025-06-02' });
    expect(figures({ groups: 3, groupsWithInput: 3 }).consultationCoverage.value).toBe('1.0000');
  });

  it('flag the levels at which nothing is tried, and count what says none', () => {
    const levels = [
      { changeLevel: 'INSTITUTIONAL', strategies: 2 },
      { changeLevel: null, strategies: 1 },
    ];
    const { levelBalance, strategiesWithoutLevel } = figures({}, levels);
    expect(levelBalance.map(({ strategies, flagged }) => [strategies, flagged])).toEqual([
      [0, true],
      [0, true],
      [2, false],
      [0, true],
    ]);
    expect(strategiesWithoutLevel).toBe(1);
  });
});
