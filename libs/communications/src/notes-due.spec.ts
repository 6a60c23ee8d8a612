import { areNotesLate, isHeld, notesDueOn } from './notes-due.js';

const held = (heldAt: string, rest: { notesAt?: Date; cancelledAt?: Date; timeZone?: string } = {}) => ({
  ...{ heldAt: new Date(heldAt), timeZone: 'America/Lima', notesAt: null, cancelledAt: null },
  ...rest,
});

describe('the clock of notes', () => {
  it('gives seven days from the day of the conversation where it was held', () => {
    expect(notesDueOn(held('2026-03-02T04:30:00Z'))).toBe('2026-03-08');
    expect(notesDueOn(held('2026-03-02T04:30:00Z', { timeZone: 'UTC' }))).toBe('2026-03-09');
    expect(notesDueOn(held('2026-12-28T12:00:00Z'))).toBe('2027-01-04');
  });

  it('counts the last day as in time, and the day after as late', () => {
    const noted = (at: string) => areNotesLate(held('2026-03-02T12:00:00Z', { notesAt: new Date(at) }));
    expect(noted('2026-03-10T04:59:00Z')).toBe(false);
    expect(noted('2026-03-10T05:00:00Z')).toBe(true);
  });

  it('runs on without notes, and neither before the conversation nor for one that was cancelled', () => {
    expect(areNotesLate(held('2026-03-02T12:00:00Z'))).toBe(true);
    const ahead = held('2206-03-02T12:00:00Z');
    expect([areNotesLate(ahead), isHeld(ahead)]).toEqual([false, false]);
    const cancelled = held('2026-03-02T12:00:00Z', { cancelledAt: new Date() });
    expect([areNotesLate(cancelled), isHeld(cancelled), notesDueOn(cancelled)]).toEqual([false, false, null]);
  });
});
