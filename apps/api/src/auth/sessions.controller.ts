import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionsService, type Person } from '@keelson/identity';
import { Unauthenticated } from '@keelson/platform';
import { Attempts } from './attempts.js';
import { SignIn, type NextStep, type SignedIn } from './complete-sign-in.js';
import { OriginGuard } from './origin.guard.js';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.js';
import { CodeBody, RefreshBody, SignInBody, TicketBody } from './sign-in.inputs.js';
import { accessLifetime, Tokens } from './tokens.js';
import { TooManyAttemptsFilter } from './too-many-attempts.filter.js';

/** REST routes, not mutations, so that aliases cannot multiply attempts. */
@UseFilters(TooManyAttemptsFilter)
@UseGuards(OriginGuard)
@Controller('auth')
export class SessionsController {
  constructor(
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(SignIn) private readonly signing: SignIn,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {}

  /** `{"email","password"}` in; out `{"accessToken","expiresIn","person"}`, or what is still missing. */
  @UseGuards(AuthGuard('password'))
  @HttpCode(200)
  @Post('sign-in')
  signIn(
    @Req() request: FastifyRequest & { user: Person },
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { program = false }: SignInBody,
  ): Promise<SignedIn | NextStep> {
    return this.signing.afterPassword(request.user, { request, reply, program });
  }

  @HttpCode(200)
  @Post('totp')
  signInWithCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { ticket, code, program = false }: CodeBody,
  ): Promise<SignedIn> {
    return this.signing.afterCode(ticket, code, { request, reply, program });
  }

  @HttpCode(200)
  @Post('totp/enrol')
  enrol(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { ticket, code, program = false }: CodeBody,
  ): Promise<SignedIn & { recoveryCodes: string[] }> {
    return this.signing.afterEnrolment(ticket, code, { request, reply, program });
  }

  /** For the tools of this machine, which hold its secret and sign such tickets themselves. */
  @HttpCode(200)
  @Post('machine')
  async signInMachine(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { ticket, program = false }: TicketBody,
  ): Promise<SignedIn> {
    const person = await this.signing.personOf('machine', ticket);
    return this.signing.open(person, 'MACHINE', false, { request, reply, program });
  }

  /** A new access token, and the refresh token that follows the one which is used up by this. */
  @HttpCode(200)
  @Post('refresh')
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: RefreshBody,
  ): Promise<Omit<SignedIn, 'person'>> {
    const program = body.refreshToken !== undefined;
    const shown = body.refreshToken ?? readRefreshCookie(request);
    if (shown === undefined) throw new Unauthenticated();
    const { sessionId, personId, refreshToken } = await this.attempts
      .limit({ address: request.ip }, () => this.sessions.refreshSession(shown, String(request.id)))
      .catch((error: unknown) => {
        if (!program && error instanceof Unauthenticated) clearRefreshCookie(reply);
        throw error;
      });
    if (!program) setRefreshCookie(reply, refreshToken);
    return {
      accessToken: this.tokens.signAccess(personId, sessionId),
      expiresIn: accessLifetime,
      ...(program ? { refreshToken } : {}),
    };
  }

  /** Ends the session; what has ended already has ended. */
  @HttpCode(204)
  @Post('sign-out')
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: RefreshBody,
  ): Promise<void> {
    const shown = body.refreshToken ?? readRefreshCookie(request);
    if (body.refreshToken === undefined) clearRefreshCookie(reply);
    if (shown !== undefined) await this.sessions.signOut(shown, String(request.id));
  }
}
