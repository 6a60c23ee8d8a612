import type { UserErrorCode } from '@keelson/platform';
import type { ShutSlot } from './windows.sql.js';

/** Refuses a value that comes before its period opened or after it closed; the message names the day. */
export function refuseOutsideWindow(
  shut: ShutSlot | undefined,
  { organization, period }: { organization: string; period: string },
  refuse: (field: 'period', code: UserErrorCode, message: string) => void,
): void {
  if (!shut) return;
  if (shut.opens_on) {
    refuse('period', 'WINDOW_NOT_OPEN', `${period} opens for reporting on ${shut.opens_on}.`);
  } else {
    const message = `${period} closed for "${organization}" on ${shut.closed_on}: backbone staff may extend it, or submit with a reason.`;
    refuse('period', 'WINDOW_CLOSED', message);
  }
}
