import type { Period } from '@keelson/measures';
import { Sharing, sharedByMembership, type Clause } from './sharing.js';

const clause = (input: Partial<Clause> = {}): Clause => ({
  ...{ id: 'one', grain: 'COALITION', measureIds: ['m'], finestFrequency: null, firstPeriod: null, lastPeriod: null },
  ...{ breakdownKeys: null, audiences: ['FUNDERS'], backbone: true, organizationIds: ['a'], ...input },
});
const month = (start: string): Period => ({ frequency: 'MONTH', start });
const year: Period = { frequency: 'YEAR', start: '2024-01-01' };
const total = (period: Period = month('2024-05-01'), key = '', measureId = 'm') => ({ measureId, period, key });
const shares = (input: Partial<Clause>, figure = total()) =>
  new Sharing(false, [clause(input)]).sharesTotal('FUNDERS', figure);

describe('totals', () => {
  it('are shared with the audience, of the measures and by the backbone alone', () => {
    expect(shares({})).toBe(true);
    expect(shares({ audiences: ['COALITION'] })).toBe(false);
    expect(shares({ measureIds: ['n'] })).toBe(false);
    expect(shares({ backbone: false, grain: 'PARTNER', organizationIds: ['a', 'b'] })).toBe(false);
  });

  it('that anybody may see, every audience may', () => {
    expect(shares({ audiences: ['PUBLIC'] })).toBe(true);
    expect(new Sharing(false, [clause()]).sharesTotal('PUBLIC', total())).toBe(false);
  });

  it('of a longer period are shared only where all of it is', () => {
    const span = { firstPeriod: '2024-02', lastPeriod: '2024-Q4' };
    expect(shares(span)).toBe(true);
    expect(shares(span, total(month('2024-12-01')))).toBe(true);
    expect(shares(span, total(month('2024-01-01')))).toBe(false);
    expect(shares(span, total(month('2025-01-01')))).toBe(false);
    expect(shares(span, total(year))).toBe(false);
    expect(shares({ ...span, firstPeriod: '2024-01' }, total(year))).toBe(true);
  });

  it('of shorter periods than the finest are not', () => {
    expect(shares({ finestFrequency: 'QUARTER' })).toBe(false);
    expect(shares({ finestFrequency: 'QUARTER' }, total({ frequency: 'QUARTER', start: '2024-04-01' }))).toBe(true);
    expect(shares({ finestFrequency: 'QUARTER' }, total(year))).toBe(true);
  });

  it('have parts that are shared with their breakdown, and its margins with it', () => {
    const key = 'age=young;sex=f';
    expect(shares({}, total(year, key))).toBe(true);
    expect(shares({ breakdownKeys: [] }, total(year, key))).toBe(false);
    expect(shares({ breakdownKeys: [] }, total(year))).toBe(true);
    expect(shares({ breakdownKeys: ['sex'] }, total(year, key))).toBe(false);
    expect(shares({ breakdownKeys: ['age,sex'] }, total(year, key))).toBe(true);
    expect(shares({ breakdownKeys: ['age,sex'] }, total(year, 'sex=f'))).toBe(true);
    expect(shares({ breakdownKeys: ['age', 'sex'] }, total(year, key))).toBe(false);
  });

  it('need no agreement where it is enough to belong to the coalition', () => {
    expect(sharedByMembership.sharesTotal('PUBLIC', total())).toBe(true);
    expect(sharedByMembership.sharesOwn('COALITION', 'a', total())).toBe(false);
  });

  it('are shared by every agreement that says so', () => {
    const sharing = new Sharing(false, [
      clause(),
      clause({ id: 'two', breakdownKeys: [] }),
      clause({ id: 'three', measureIds: ['n'] }),
    ]);
    expect(sharing.agreementsOver('FUNDERS', total())).toEqual(['one', 'two']);
    expect(sharing.agreementsOver('FUNDERS', total(year, 'sex=f'))).toEqual(['one']);
  });
});

it("an organization's own figures are shared by its own agreement, and only down to its grain", () => {
  const own = (input: Partial<Clause>, organizationId = 'a') =>
    new Sharing(false, [clause(input)]).sharesOwn('FUNDERS', organizationId, total());
  expect(own({})).toBe(false);
  expect(own({ grain: 'PARTNER' })).toBe(true);
  expect(own({ grain: 'PARTNER' }, 'b')).toBe(false);
  expect(own({ grain: 'PARTNER', backbone: false, organizationIds: ['a', 'b'] }, 'b')).toBe(true);
  expect(own({ grain: 'PARTNER', lastPeriod: '2023' })).toBe(false);
});
