import { InvalidInput } from './errors.js';

/** A mutation's argument, which no validator of inputs sees. */
export function requireReason(reason: string): void {
  if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why: whoever reads the history will ask.');
  if (reason.length > 2000) throw InvalidInput.at('reason', 'TOO_LONG', 'Say why in at most 2,000 characters.');
}
