import { Secret, TOTP } from 'otpauth';

const rules = { issuer: 'Keelson', algorithm: 'SHA1', digits: 6, period: 30 };
/** Clocks differ, and typing takes a while: one step before and one after (RFC 6238, section 5.2). */
const steps = 1;

/** 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes);
}

/** What an authenticator takes: the secret to type, or the address that its camera reads. */
export function describeTotp(secret: Buffer, account: string): { secret: string; uri: string } {
  const totp = totpOf(secret, account);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step (of 30 s since 1970) that a code is for, or null when it is for none around now. */
export function stepOfCode(secret: Buffer, code: string, now = Date.now()): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = totpOf(secret, '');
  const delta = totp.validate({ token, timestamp: now, window: steps });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

function totpOf(secret: Buffer, label: string): TOTP {
  return new TOTP({ ...rules, label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
}
