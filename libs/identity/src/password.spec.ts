import { hash } from '@node-rs/argon2';
import { InvalidInput } from '@keelson/platform';
import { hashPassword, hashToCompare, isOutdated, passwordMatches, requireGoodPassword } from './password.js';

const known = ['Ada Lovelace', 'ada.lovelace@example.org'];

function refusalOf(password: string): string | null {
  try {
    requireGoodPassword(password, 'newPassword', known);
    return null;
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
}

describe('a new password', () => {
  it.each(['x'.repeat(11), 'wonky tins '.repeat(12)])('has 12 to 128 characters: not %j', (password) => {
    expect(refusalOf(password)).toBe('A password has 12 to 128 characters.');
  });

  it.each([
    ...['password1234', '123456789012', 'aaaaaaaaaaaa', 'qwertyuiop12', 'letmeinletmein', 'Administrator1'],
    ...['adalovelace1', 'Ada.Lovelace@example.org', 'lovelaceada12', 'keelsonkeelson'],
  ])('is not easily guessed: not %s', (password) => {
    expect(refusalOf(password)).toMatch(/easily guessed\. Take four words/);
  });

  it.each(['correct horse battery', 'seven loud paper lanterns', 'kV3-tq9_Zr71pLw'])('may be %s', (password) => {
    expect(refusalOf(password)).toBeNull();
  });
});

describe('a password', () => {
  it('is compared by argon2id of the same parameters whether the person is known or not', async () => {
    const parameters = (text: string) => text.split('$').slice(1, 4);
    const [mine, nobodys] = [await hashPassword('seven loud lanterns'), await hashToCompare(undefined)];
    expect(parameters(nobodys)).toEqual(parameters(mine));
    expect(parameters(mine)).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
    expect(await passwordMatches(undefined, 'seven loud lanterns')).toBe(false);
    expect(await passwordMatches(mine, 'seven loud lanterns')).toBe(true);
  });

  it('is hashed again when its parameters are weaker than those of today', async () => {
    expect(isOutdated(await hash('x', { memoryCost: 8_192, timeCost: 2, parallelism: 1 }))).toBe(true);
    expect(isOutdated(await hash('x', { memoryCost: 19_456, timeCost: 1, parallelism: 1 }))).toBe(true);
    expect(isOutdated(await hashPassword('x'))).toBe(false);
  });
});
