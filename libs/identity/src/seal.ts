import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { NamedKey } from './derived-keys.js';

const algorithm = 'aes-256-gcm';
const [idLength, nonceLength, tagLength] = [8, 12, 16];

/** Encrypts what is kept at rest. `owner` is bound to it: moved to another row, it cannot be opened. */
export function seal([{ id, key }]: [NamedKey, ...NamedKey[]], owner: string, text: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Buffer.from(id), nonce, cipher.getAuthTag(), sealed]);
}

/** With the key that sealed it, while that is known; throws when it is not, or when a bit was changed. */
export function unseal(keys: readonly NamedKey[], owner: string, sealed: Buffer): Buffer {
  const cut = (from: number, length: number) => sealed.subarray(from, from + length);
  const id = cut(0, idLength).toString();
  const known = keys.find((key) => key.id === id);
  if (!known) throw new Error(`Nothing here opens what the key ${id} sealed; is KEELSON_SECRET_PREVIOUS missing?`);
  const decipher = createDecipheriv(algorithm, known.key, cut(idLength, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(cut(idLength + nonceLength, tagLength));
  const rest = sealed.subarray(idLength + nonceLength + tagLength);
  return Buffer.concat([decipher.update(rest), decipher.final()]);
}
