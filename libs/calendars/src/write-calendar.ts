import ical, { ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from './calendar-entry.js';
import { wordsIn } from '@keelson/messages';

/** In seconds: how often a program should ask again. */
const askAgainAfter = 3_600;

/**
 * The calendar as RFC 5545 has it. The same entries make the same bytes: DTSTAMP is when an entry last changed, which it
 * means where a calendar has no METHOD.
 */
export function writeCalendar(name: string, entries: readonly CalendarEntry[], language: string | null): string {
  const words = wordsIn(language);
  const calendar = ical({
    name,
    prodId: { company: 'Keelson', product: 'calendar', language: 'EN' },
    ttl: askAgainAfter,
  });
  for (const { kind, uid, title, place, startsAt, minutes, day, cancelled, changes, changedAt } of entries) {
    const start = startsAt ?? new Date(`${day}T00:00:00Z`);
    calendar.createEvent({
      id: uid,
      summary: storable(words.say(`calendar.kind.${kind}`, { title })),
      location: place && words.say(`calendar.place.${place}`),
      start,
      ...(startsAt ? { end: new Date(start.getTime() + minutes * 60_000) } : { allDay: true }),
      ...(cancelled ? { status: ICalEventStatus.CANCELLED } : {}),
      ...{ sequence: changes, stamp: changedAt, lastModified: changedAt },
    });
  }
  return calendar.toString();
}

/** Text values of RFC 5545 hold no control characters but the line's end. */
function storable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ');
}
