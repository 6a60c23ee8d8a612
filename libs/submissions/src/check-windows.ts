import type { Problem, UserErrorCode } from '@keelson/platform';

/** Days after a period's last day; null: no such limit. */
export interface WindowDays {
  opens?: number | null;
  due?: number | null;
  closes?: number | null;
}

export interface NewExtension {
  organizationId: string;
  period: string;
  due?: string | null;
  closes?: string | null;
  reason: string;
}

/** Ten years: what is later than that was mistyped. */
const mostDays = 3660;

/** What is wrong with a window; it opens, is due and closes in this order. */
export function checkWindow(window: WindowDays): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: keyof WindowDays, code: UserErrorCode, message: string) =>
    problems.push({ code, field: [field], message });
  for (const name of ['opens', 'due', 'closes'] as const) {
    const days = window[name] ?? 0;
    if (!Number.isInteger(days)) refuse(name, 'NOT_WHOLE', 'Count in whole days.');
    else if (days < 0) refuse(name, 'NEGATIVE', "Count the days from the period's last day on; 0 is that day.");
    else if (days > mostDays) refuse(name, 'OUT_OF_RANGE', `Set at most ${mostDays} days.`);
  }
  if (problems.length > 0) return problems;
  const { opens = null, due = null, closes = null } = window;
  if (opens !== null && closes !== null && closes < opens) {
    refuse('closes', 'OUT_OF_RANGE', `The window closes on day ${closes}, before it opens on day ${opens}.`);
  } else if (due !== null && opens !== null && due < opens) {
    refuse('due', 'OUT_OF_RANGE', `Values are due on day ${due}, before the window opens on day ${opens}.`);
  } else if (due !== null && closes !== null && due > closes) {
    refuse('due', 'OUT_OF_RANGE', `Values are due on day ${due}, after the window closes on day ${closes}.`);
  }
  return problems;
}

/** What is wrong with an extension, beside the window that governs its period. Days compare as text: YYYY-MM-DD. */
export function checkExtension(
  { due, closes, reason }: NewExtension,
  window: { dueOn: string | null; closesOn: string | null },
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: keyof NewExtension, code: UserErrorCode, message: string) =>
    problems.push({ code, field: [field], message });
  if (!reason.trim()) refuse('reason', 'REQUIRED', 'Say why: whoever reads the history will ask.');
  if (!due && !closes) refuse('due', 'REQUIRED', 'Say until when: the day on which it is due, or closes, or both.');
  if (due && !window.dueOn) refuse('due', 'INVALID', 'This period has no due date that could be extended.');
  else if (due && due < window.dueOn!) {
    refuse('due', 'OUT_OF_RANGE', `It is due on ${window.dueOn} already; an extension gives more time.`);
  }
  if (closes && !window.closesOn) refuse('closes', 'INVALID', 'This period never closes.');
  else if (closes && closes < window.closesOn!) {
    refuse('closes', 'OUT_OF_RANGE', `It closes on ${window.closesOn} already; an extension gives more time.`);
  }
  if (problems.length > 0) return problems;
  const [lastDue, lastDay] = [due ?? window.dueOn, closes ?? window.closesOn];
  if (lastDue && lastDay && lastDue > lastDay) {
    const field = closes ? 'closes' : 'due';
    refuse(field, 'OUT_OF_RANGE', `It would be due on ${lastDue}, after it closes on ${lastDay}: extend both.`);
  }
  return problems;
}
