import type { CalendarKind } from './calendar-entry.js';

export interface CalendarWords {
  /** What stands before a title, by kind. */
  kinds: Record<CalendarKind, (title: string) => string>;
  places: Record<string, string>;
}

const english: CalendarWords = {
  kinds: {
    CONVERSATION: (title) => title,
    COMMITMENT: (title) => `Due: ${title}`,
    MILESTONE: (title) => `Milestone: ${title}`,
    DECISION_REVIEW: (title) => `Review of the decision: ${title}`,
    AGENDA_REVIEW: (version) => `Review of the common agenda, version ${version}`,
    REPORT_SCHEDULE: (title) => `Report is made: ${title}`,
    SUBMISSION: (what) => `Numbers are due: ${what}`,
  },
  places: { MEETING: 'Meeting', CALL: 'Call', MESSAGE: 'Message', VISIT: 'Visit' },
};

/** By BCP 47 code. */
const languages: Record<string, CalendarWords> = { en: english };

export function wordsIn(language: string): CalendarWords {
  return languages[language] ?? english;
}
