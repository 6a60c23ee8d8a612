/**
 * Names whose values never reach the history, wherever in a name they stand: `passwordHash`, `refresh_token`. A plain
 * `code` is not among them: measures, organizations and agendas are named by codes.
 */
export const secretWords = [
  'password',
  'passphrase',
  'secret',
  'token',
  'hash',
  'credential',
  'cookie',
  'otp',
  'recoverycode',
  'backupcode',
  'verificationcode',
  'onetimecode',
  'privatekey',
  'signature',
] as const;

const secret = new RegExp(secretWords.join('|'), 'i');
export const mask = '***';

/** JSON in which secrets are masked at every depth; that there was none stays to be seen. */
export function maskedJson(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    inner != null && secret.test(key.replace(/[_-]/g, '')) ? mask : inner,
  );
}
