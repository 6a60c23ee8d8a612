import { createHash, hkdfSync } from 'node:crypto';
import type { Config } from '@keelson/platform';

/** A key with a name that gives nothing of it away, so that what it made says which one it was. */
export interface NamedKey {
  id: string;
  key: Buffer;
}

/** One key per purpose, so that what one is used for tells nothing of the others. The current one stands first. */
export function keysFor(
  purpose: string,
  { KEELSON_SECRET, KEELSON_SECRET_PREVIOUS }: Pick<Config, 'KEELSON_SECRET' | 'KEELSON_SECRET_PREVIOUS'>,
): [NamedKey, ...NamedKey[]] {
  const derive = (secret: string): NamedKey => {
    const key = Buffer.from(hkdfSync('sha256', secret, '', `keelson ${purpose}`, 32));
    return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
  };
  if (!KEELSON_SECRET) throw new Error('KEELSON_SECRET must be set.');
  return [derive(KEELSON_SECRET), ...(KEELSON_SECRET_PREVIOUS ? [derive(KEELSON_SECRET_PREVIOUS)] : [])];
}
