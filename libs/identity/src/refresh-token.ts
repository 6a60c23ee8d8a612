import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, recognisable by secret scanners. */
export function newRefreshToken(): string {
  return `klr_${randomBytes(32).toString('base64url')}`;
}

/** Null for a text that is no refresh token at all. */
export function hashRefreshToken(token: string): Buffer | null {
  return /^klr_[\w-]{43}$/.test(token) ? createHash('sha256').update(token).digest() : null;
}
