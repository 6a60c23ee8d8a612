import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { decodeId, encodeId } from '@keelson/platform';

/** `kls_<id>_<secret><crc32>`: recognisable by secret scanners, and a typo is found without a look-up. */
export interface KeySecret {
  id: string;
  secret: string;
}

export function formatKey(id: string, secret: string): string {
  const body = `kls_${encodeId('ApiKey', id).slice('key_'.length)}_${secret}`;
  return body + checksum(body);
}

export function parseKey(text: string): KeySecret | null {
  const match = /^(kls_([0-9a-z]{26})_([0-9a-f]{48}))([0-9a-f]{8})$/.exec(text);
  if (!match || checksum(match[1]!) !== match[4]) return null;
  try {
    return { id: decodeId('ApiKey', `key_${match[2]}`), secret: match[3]! };
  } catch {
    return null;
  }
}

export function newSecret(): string {
  return randomBytes(24).toString('hex');
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function secretMatches(secretHash: Buffer, secret: string): boolean {
  return timingSafeEqual(secretHash, hashSecret(secret));
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
