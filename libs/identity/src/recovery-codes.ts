import { createHash, randomInt } from 'node:crypto';

// Without those that people mix up: 0 and o, 1 and l.
const letters = '23456789abcdefghijkmnpqrstuvwxyz';
const count = 10;

/** 80 random bits each: as a SHA-256 they stay unguessable also to whoever holds the database. */
export function newRecoveryCodes(): string[] {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: count }, () => [four(), four(), four(), four()].join('-'));
}

/** Null for a text that is no recovery code at all. Blanks, dashes and capitals do not matter. */
export function hashRecoveryCode(code: string): Buffer | null {
  const plain = code.replace(/[\s-]/g, '').toLowerCase();
  return /^[2-9a-kmnp-z]{16}$/.test(plain) ? createHash('sha256').update(plain).digest() : null;
}
