import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { keysFor, type NamedKey } from '@keelson/identity';
import { Config, Unauthenticated } from '@keelson/platform';

export interface AccessToken {
  /** The person. */
  sub: string;
  /** The session, which must still live. */
  sid: string;
}

/** In seconds. A session that ends is noticed at once; this is how long a copied token lives unnoticed. */
export const accessLifetime = 15 * 60;

export const tokenRules = { issuer: 'keelson', audience: 'keelson-api', algorithms: ['HS256' as const] };

/** What a ticket is for, and how many seconds it holds. */
const ticketLifetimes = {
  /** The password was right; the code is still missing. */
  totp: 5 * 60,
  /** The same, for somebody whose authenticator is told its secret now. */
  enrol: 5 * 60,
  /** While somebody signs in with their provider, which may ask them for more than a password. */
  oidc: 10 * 60,
  /** Made by this machine's own tools, for a session of its first administrator. */
  machine: 60,
};
export type TicketPurpose = keyof typeof ticketLifetimes;

type Secrets = Pick<Config, 'KEELSON_SECRET' | 'KEELSON_SECRET_PREVIOUS'>;

/** Everything that the API signs. The header's `kid` names the key: after a change of KEELSON_SECRET there are two. */
@Injectable()
export class Tokens {
  private readonly jwt = new JwtService();
  private readonly accessKeys: [NamedKey, ...NamedKey[]];
  private readonly ticketKeys: [NamedKey, ...NamedKey[]];

  constructor(@Inject(Config) secrets: Secrets) {
    this.accessKeys = keysFor('access tokens', secrets);
    this.ticketKeys = keysFor('tickets', secrets);
  }

  signAccess(personId: string, sessionId: string): string {
    const claims: AccessToken = { sub: personId, sid: sessionId };
    return this.sign(this.accessKeys[0], tokenRules.audience, claims, accessLifetime);
  }

  /** The key that an access token says it was signed with; null for one that is not ours. */
  accessKeyOf(token: string): Buffer | null {
    return this.keyOf(this.accessKeys, token);
  }

  signTicket(purpose: TicketPurpose, claims: Record<string, string>): string {
    return this.sign(this.ticketKeys[0], audienceOf(purpose), claims, ticketLifetimes[purpose]);
  }

  /** What a ticket says; throws when it is not for this purpose, or too old. */
  readTicket(purpose: TicketPurpose, ticket: string): Record<string, string> {
    const secret = this.keyOf(this.ticketKeys, ticket);
    const rules = { issuer: tokenRules.issuer, audience: audienceOf(purpose), algorithms: tokenRules.algorithms };
    try {
      if (secret) return this.jwt.verify<Record<string, string>>(ticket, { ...rules, secret });
    } catch {
      // said below, without what was wrong with it
    }
    throw new Unauthenticated('This sign-in took too long, or was not begun here: start again.');
  }

  private sign({ id, key }: NamedKey, audience: string, claims: object, expiresIn: number): string {
    const rules = { algorithm: 'HS256' as const, issuer: tokenRules.issuer, audience, keyid: id, expiresIn };
    return this.jwt.sign(claims, { ...rules, secret: key });
  }

  private keyOf(keys: readonly NamedKey[], token: string): Buffer | null {
    const decoded = this.jwt.decode<{ header?: { kid?: unknown } } | null>(token, { complete: true });
    return keys.find(({ id }) => id === decoded?.header?.kid)?.key ?? null;
  }
}

function audienceOf(purpose: TicketPurpose): string {
  return `keelson-ticket-${purpose}`;
}
