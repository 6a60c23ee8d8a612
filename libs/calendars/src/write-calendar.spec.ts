import ICAL from 'ical.js';
import type { CalendarEntry } from './calendar-entry.js';
import { writeCalendar } from './write-calendar.js';

const talk: CalendarEntry = {
  ...{ kind: 'CONVERSATION', uid: 'cnv_1@keelson', title: 'A talk', place: 'MEETING' },
  ...{ startsAt: new Date('2026-03-29T00:30:00Z'), minutes: 60, day: null, cancelled: false },
  ...{ changes: 2, changedAt: new Date('2026-03-01T10:00:00Z') },
};
const day: CalendarEntry = {
  ...{ ...talk, kind: 'MILESTONE', uid: 'mil_1@keelson', title: 'Road: opened', place: null },
  ...{ startsAt: null, day: '2026-03-29', changes: 0 },
};

function read(text: string): { calendar: ICAL.Component; events: ICAL.Event[] } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)) };
}
const only = (entry: CalendarEntry) => read(writeCalendar('Ours', [entry], 'en')).events[0]!;

describe('a calendar', () => {
  it('is read back as it was written: what has commas, semicolons, line ends, emoji and Arabic', () => {
    const title =
      'Roads; buses, trams\\trains\nand "bikes" 🚲🚸 — السلامة على الطرق أولاً, and a text that is long enough to be folded';
    const text = writeCalendar('Ours, theirs; all', [{ ...talk, title }], 'en');
    const { calendar, events } = read(text);
    expect(events[0]!.summary).toBe(title);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Ours, theirs; all');
    expect(text.split('\r\n').every((line) => !/[\r\n]/.test(line))).toBe(true);
    const octets = text.split('\r\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\ufffd');
  });

  it('gives a talk as moments in UTC, which no change of the clock moves', () => {
    const event = only(talk);
    const parts = [event.startDate, event.endDate].map((one) => one.toString());
    // Berlin goes from 01:00 UTC to summer time: 01:30 there until 03:30.
    expect(parts).toEqual(['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z']);
    expect(event.location).toBe('Meeting');
    expect(event.sequence).toBe(2);
    expect(event.component.getFirstPropertyValue('last-modified')?.toString()).toBe('2026-03-01T10:00:00Z');
    expect(event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-03-01T10:00:00Z');
  });

  it('gives a due date as a whole day, whatever the server’s time zone is', () => {
    const event = only(day);
    expect(event.startDate.isDate).toBe(true);
    expect(event.startDate.toString()).toBe('2026-03-29');
    expect(event.summary).toBe('Milestone: Road: opened');
  });

  it('says of a cancelled talk that it is', () => {
    expect(only({ ...talk, cancelled: true }).component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(only(talk).component.getFirstPropertyValue('status')).toBeNull();
  });

  it('writes the same bytes of the same entries, and keeps control characters out', () => {
    const entries = [{ ...talk, title: 'bell\u0007 and\r\nline' }, day];
    expect(writeCalendar('Ours', entries, 'en')).toBe(writeCalendar('Ours', entries, 'en'));
    expect(only(entries[0]!).summary).toBe('bell  and\nline');
  });

  it('cannot be given further lines by a title', () => {
    const title = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil';
    expect(read(writeCalendar('Ours', [{ ...talk, title }], 'en')).events).toHaveLength(1);
  });
});
