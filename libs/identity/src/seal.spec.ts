import { keysFor } from './derived-keys.js';
import { seal, unseal } from './seal.js';

const old = 'first secret: 7hJ2kfn4ZqPw8xVb';
const current = 'second secret: mR5tYc1LdG9sAe3u';

describe('what is sealed', () => {
  const keys = keysFor('a purpose', { KEELSON_SECRET: old });
  const sealed = seal(keys, 'ada', Buffer.from('a secret'));

  it('is opened with its key, also when that is the previous one', () => {
    expect(sealed.toString('latin1')).not.toContain('a secret');
    expect(unseal(keys, 'ada', sealed).toString()).toBe('a secret');
    const rotated = keysFor('a purpose', { KEELSON_SECRET: current, KEELSON_SECRET_PREVIOUS: old });
    expect(unseal(rotated, 'ada', sealed).toString()).toBe('a secret');
  });

  it('is not opened with other keys, for another owner, or when a bit was changed', () => {
    expect(() => unseal(keysFor('a purpose', { KEELSON_SECRET: current }), 'ada', sealed)).toThrow('PREVIOUS');
    expect(() => unseal(keysFor('another', { KEELSON_SECRET: old }), 'ada', sealed)).toThrow('PREVIOUS');
    expect(() => unseal(keys, 'bob', sealed)).toThrow();
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => unseal(keys, 'ada', changed)).toThrow();
  });
});
