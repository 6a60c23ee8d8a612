import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that a link can carry, and what is kept of them. */
export function newToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hash(token) };
}

/** Null for a text that is no token at all. */
export function hashToken(token: string): Buffer | null {
  return /^[\w-]{43}$/.test(token) ? hash(token) : null;
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
