import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CoalitionsService } from '@keelson/coalitions';
import {
  IdentityService,
  SessionsService,
  TotpService,
  type Person,
  type SessionOrigin,
  type TotpEnrolment,
} from '@keelson/identity';
import { Config, encodeId, InvalidInput, requiresTotp, Unauthenticated } from '@keelson/platform';
import { Attempts } from './attempts.js';
import { setRefreshCookie } from './refresh-cookie.js';
import { accessLifetime, Tokens } from './tokens.js';

export interface SignedIn {
  accessToken: string;
  /** Seconds that the access token holds. */
  expiresIn: number;
  person: { id: string; name: string; email: string };
  /** For programs; browsers have it in a cookie that no script reads. */
  refreshToken?: string;
}

/** What is still missing after the right password. */
export type NextStep = { secondFactor: { ticket: string } } | { enrolment: TotpEnrolment & { ticket: string } };

/** The request that somebody signs in with. */
export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  /** Whether the refresh token goes into the answer, and not into a cookie. */
  program: boolean;
}

/** From a proof to a session, with the second factor between them where there is one. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(CoalitionsService) private readonly coalitions: CoalitionsService,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(TotpService) private readonly totp: TotpService,
  ) {}

  async afterPassword(
    person: Person,
    exchange: Exchange,
    through: SessionOrigin = 'PASSWORD',
  ): Promise<SignedIn | NextStep> {
    if (await this.totp.isEnrolled(person.id)) {
      return { secondFactor: { ticket: this.tokens.signTicket('totp', { sub: person.id }) } };
    }
    if (requiresTotp(this.config) && (await this.leads(person))) {
      const enrolment = await this.totp.begin(person);
      return { enrolment: { ticket: this.tokens.signTicket('enrol', { sub: person.id }), ...enrolment } };
    }
    return this.open(person, through, false, exchange);
  }

  async afterCode(ticket: string, code: string, exchange: Exchange): Promise<SignedIn> {
    const person = await this.personOf('totp', ticket);
    const doer = this.doerOf(person, exchange);
    await this.limited(person, exchange, async () => {
      if (!(await this.totp.check(doer, code))) throw new Unauthenticated('This code is wrong, too old or was used.');
    });
    return this.open(person, 'PASSWORD', true, exchange);
  }

  /** The first code of an authenticator; also answers with the recovery codes, which are shown this once. */
  async afterEnrolment(
    ticket: string,
    code: string,
    exchange: Exchange,
  ): Promise<SignedIn & { recoveryCodes: string[] }> {
    const person = await this.personOf('enrol', ticket);
    const recoveryCodes = await this.limited(person, exchange, () =>
      this.totp.confirm(this.doerOf(person, exchange), code),
    );
    return { ...(await this.open(person, 'PASSWORD', true, exchange)), recoveryCodes };
  }

  /** Opens the session, and hands its refresh token over. */
  async open(
    person: Person,
    through: SessionOrigin,
    secondFactor: boolean,
    { request, reply, program }: Exchange,
  ): Promise<SignedIn> {
    const userAgent = request.headers['user-agent'] ?? null;
    const from = { address: request.ip, userAgent, requestId: String(request.id) };
    const { session, refreshToken } = await this.sessions.openSession(person, { through, secondFactor, ...from });
    if (!program) setRefreshCookie(reply, refreshToken);
    const { id, name, email } = person;
    return {
      accessToken: this.tokens.signAccess(id, session.id),
      expiresIn: accessLifetime,
      person: { id: encodeId('Person', id), name, email },
      ...(program ? { refreshToken } : {}),
    };
  }

  async personOf(purpose: 'totp' | 'enrol' | 'machine', ticket: string): Promise<Person> {
    const { sub = '' } = this.tokens.readTicket(purpose, ticket);
    const person = await this.identity.findPerson(sub);
    if (!person) throw new Unauthenticated();
    return person;
  }

  /** Codes have six digits: a million guesses find one. */
  private async limited<T>(person: Person, { request }: Exchange, attempt: () => Promise<T>): Promise<T> {
    const { ip: address, id } = request;
    return this.attempts.limit({ account: `totp ${person.id}`, address }, async () => {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Unauthenticated || error instanceof InvalidInput) {
          await this.identity.recordRefusal({ address, requestId: String(id), step: 'TOTP' }, person.id);
        }
        throw error;
      }
    });
  }

  private async leads(person: Person): Promise<boolean> {
    if (person.administrator) return true;
    return (await this.coalitions.rolesOf(person.id)).some(({ role }) => role === 'BACKBONE');
  }

  private doerOf(person: Person, { request }: Exchange) {
    return { personId: person.id, keyId: null, requestId: String(request.id) };
  }
}
