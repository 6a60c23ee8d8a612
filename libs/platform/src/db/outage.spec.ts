import { isDatabaseAway } from './outage.js';

describe('an outage of the database', () => {
  it.each([
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    new AggregateError([Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })]),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('wrapped', { cause: new Error('Connection terminated') }),
  ])('is recognised: %s', (error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    Object.assign(new Error('duplicate key'), { code: '23505' }),
    Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
    new Error('something else'),
    'text',
    null,
  ])('is not: %s', (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
