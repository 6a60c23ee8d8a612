import type { Conversation } from './conversation.entity.js';
import { dayIn } from './day-in.js';

const daysForNotes = 7;

type Dated = Pick<Conversation, 'heldAt' | 'timeZone' | 'notesAt' | 'cancelledAt'>;

/** It took place: its time has come, and nobody cancelled it. */
export function isHeld({ heldAt, cancelledAt }: Pick<Conversation, 'heldAt' | 'cancelledAt'>): boolean {
  return cancelledAt === null && heldAt.getTime() <= Date.now();
}

/** The last day on which the notes are in time; null where there is nothing to note. */
export function notesDueOn({ heldAt, timeZone, cancelledAt }: Dated): string | null {
  if (cancelledAt) return null;
  const day = Date.parse(dayIn(timeZone, heldAt)) + daysForNotes * 86_400_000;
  return new Date(day).toISOString().slice(0, 10);
}

/** Whether the notes came after that day, or are not there although it has passed. */
export function areNotesLate(conversation: Dated): boolean {
  const dueOn = notesDueOn(conversation);
  if (dueOn === null || !isHeld(conversation)) return false;
  return dayIn(conversation.timeZone, conversation.notesAt ?? new Date()) > dueOn;
}
