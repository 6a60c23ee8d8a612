export const calendarKinds = [
  'CONVERSATION',
  'COMMITMENT',
  'MILESTONE',
  'DECISION_REVIEW',
  'AGENDA_REVIEW',
  'REPORT_SCHEDULE',
  'SUBMISSION',
] as const;
export type CalendarKind = (typeof calendarKinds)[number];

/** One date in a member's calendar: a moment with minutes, or a whole day. */
export interface CalendarEntry {
  kind: CalendarKind;
  /** What it is known by for good. */
  uid: string;
  title: string;
  place: 'MEETING' | 'CALL' | 'MESSAGE' | 'VISIT' | null;
  startsAt: Date | null;
  minutes: number;
  day: string | null;
  cancelled: boolean;
  /** How often it changed. */
  changes: number;
  changedAt: Date;
}
