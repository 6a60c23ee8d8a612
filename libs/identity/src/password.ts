import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { InvalidInput } from '@keelson/platform';
import { isEasilyGuessed } from './guess-password.js';

// OWASP's first recommendation for argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared against when nobody has the e-mail address, so that both answers take the same time. */
let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(await hashToCompare(passwordHash), password);
  return matches && passwordHash !== undefined;
}

/** The hash itself, or one that nobody knows a password of and that costs as much to compare with. */
export async function hashToCompare(passwordHash: string | undefined): Promise<string> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  return passwordHash ?? (await nobody);
}

/** Whether a hash is cheaper to guess at than those made today. */
export function isOutdated(passwordHash: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
  return !memory || !time || Number(memory) < parameters.memoryCost || Number(time) < parameters.timeCost;
}

/**
 * Spells out what is wrong with a new password, or returns. `known` is what others know of the person: name and e-mail
 * address.
 */
export function requireGoodPassword(password: string, field = 'password', known: readonly string[] = []): void {
  if (password.length < 12 || password.length > 128) {
    throw InvalidInput.at(field, 'INVALID', 'A password has 12 to 128 characters.');
  }
  if (isEasilyGuessed(password, known)) {
    const message =
      'This password is easily guessed. Take four words that do not belong together, or let a password manager make one; no names, dates or keyboard rows.';
    throw InvalidInput.at(field, 'INVALID', message);
  }
}
