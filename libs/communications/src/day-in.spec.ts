import { dayIn } from './day-in.js';

describe('the coalition’s day', () => {
  it('differs between time zones at one instant', () => {
    const instant = new Date('2026-03-01T04:30:00Z');
    expect(dayIn('UTC', instant)).toBe('2026-03-01');
    expect(dayIn('America/Los_Angeles', instant)).toBe('2026-02-28');
    expect(dayIn('Pacific/Kiritimati', new Date('2026-12-31T12:00:00Z'))).toBe('2027-01-01');
  });
});
