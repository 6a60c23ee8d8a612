import type { Problem } from '@keelson/platform';
import type { Disposition } from './community-input.entity.js';

/** Whoever is told no is told why, in more than a word. */
const shortestRefusal = 20;

export function problemsOfDisposition({
  disposition,
  reason,
}: {
  disposition: Disposition;
  reason: string;
}): Problem[] {
  const length = [...reason.trim()].length;
  if (length === 0) {
    return [{ code: 'REQUIRED', field: ['reason'], message: 'Say what was done with it, or why not.' }];
  }
  if (disposition !== 'NOT_ADOPTED' || length >= shortestRefusal) return [];
  const message = `Say why it was not adopted, in at least ${shortestRefusal} characters.`;
  return [{ code: 'OUT_OF_RANGE', field: ['reason'], message }];
}
