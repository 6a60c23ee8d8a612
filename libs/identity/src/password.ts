import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { InvalidInput } from '@keelson/platform';

// OWASP's first recommendation for argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared against when nobody has the e-mail address, so that both answers take the same time. */
let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== undefined;
}

/** Spells out what is wrong with a new password, or returns. */
export function requireGoodPassword(password: string, field = 'password'): void {
  if (password.length < 12 || password.length > 128) {
    throw InvalidInput.at(field, 'INVALID', 'A password has 12 to 128 characters.');
  }
}

export function generatePassword(): string {
  return randomBytes(15).toString('base64url');
}
