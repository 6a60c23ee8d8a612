import { mask, maskedJson, secretWords } from './mask-secrets.js';

const masked = (value: unknown): unknown => JSON.parse(maskedJson(value));

describe('what is masked', () => {
  it.each([
    ...secretWords,
    'newPassword',
    'password_hash',
    'refreshToken',
    'secretHash',
    'totpSecret',
    'recovery_codes',
  ])('is %s', (key) => expect(masked({ [key]: 'x' })).toEqual({ [key]: mask }));

  it('is it at every depth, in lists, as an object and as bytes', () => {
    expect(
      masked([{ after: { keys: [{ name: 'a', secret: { text: 'x' } }, { tokens: ['x', 'y'] }], deep: { hash: 1 } } }]),
    ).toEqual([{ after: { keys: [{ name: 'a', secret: mask }, { tokens: mask }], deep: { hash: mask } } }]);
    expect(maskedJson({ secretHash: Buffer.from('bytes') })).toBe(`{"secretHash":"${mask}"}`);
  });

  it.each(['code', 'name', 'goalCode', 'description', 'measureIds', 'key', 'keyId'])('is not %s', (key) => {
    expect(masked({ [key]: 'x' })).toEqual({ [key]: 'x' });
  });

  it('is not what was not there', () => {
    expect(masked({ password: null })).toEqual({ password: null });
  });
});
