import 'reflect-metadata';
import { Config, newId } from '@keelson/platform';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.js';

const config = Object.assign(new Config(), { KEELSON_SECRET: 'a secret of these tests, and of no others' });
const refusal = { coalitionId: newId(), personId: newId(), kind: 'SUBMISSION_RETURNED' } as const;

describe('the token of an unsubscribe link', () => {
  it('says whose and which mails, to nobody but us', () => {
    const token = unsubscribeToken(refusal, config);
    expect(token).toMatch(/^[\w-]{66}$/);
    expect(readUnsubscribeToken(token, config)).toEqual(refusal);
  });

  it('holds while its secret is the one before, and not after', () => {
    const token = unsubscribeToken(refusal, config);
    const next = { KEELSON_SECRET: 'the secret after that one, long enough' };
    const rotated = Object.assign(new Config(), { ...next, KEELSON_SECRET_PREVIOUS: config.KEELSON_SECRET });
    expect(readUnsubscribeToken(token, rotated)).toEqual(refusal);
    expect(readUnsubscribeToken(token, Object.assign(new Config(), next))).toBeNull();
  });

  it('leads nowhere when any of its bits was changed, or it is none', () => {
    const bytes = Buffer.from(unsubscribeToken(refusal, config), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(readUnsubscribeToken(changed.toString('base64url'), config)).toBeNull();
    }
    for (const text of ['', 'x', 'x'.repeat(66), '💥', 'a'.repeat(1e5)]) {
      expect(readUnsubscribeToken(text, config)).toBeNull();
    }
  });
});
