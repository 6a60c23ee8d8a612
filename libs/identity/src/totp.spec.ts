import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { describeTotp, stepOfCode } from './totp.js';

// RFC 6238, appendix B, for SHA-1, cut to six digits.
const secret = Buffer.from('12345678901234567890');

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [2000000000, '279037'],
  ])('of second %i is %s, as RFC 6238 says', (second, code) => {
    expect(stepOfCode(secret, code, second * 1000)).toBe(Math.floor(second / 30));
  });

  it('is taken one step before and after, and no further', () => {
    const at = (second: number) => stepOfCode(secret, '081 804', second * 1000);
    expect([at(1111111109 - 30), at(1111111109 + 30)]).toEqual([37037036, 37037036]);
    expect([at(1111111109 - 60), at(1111111109 + 60)]).toEqual([null, null]);
  });

  it.each(['', '28708', '2870822', 'abcdef', '２８７０８２'])('has six digits: not %j', (code) => {
    expect(stepOfCode(secret, code, 59_000)).toBeNull();
  });

  it('is described to an authenticator by an address', () => {
    const { uri, secret: text } = describeTotp(secret, 'ada@example.org');
    expect(text).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(new URL(uri).searchParams.get('secret')).toBe(text);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Keelson:ada%40example\.org\?/);
  });
});

describe('recovery codes', () => {
  it('are ten different ones, and are read as people type them', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(hashRecoveryCode(code)).toHaveLength(32);
    expect(hashRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toEqual(hashRecoveryCode(code));
    expect(hashRecoveryCode('123456')).toBeNull();
  });
});
