import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdentitiesService, IdentityService } from '@keelson/identity';
import { Unauthenticated } from '@keelson/platform';
import { refusalOf } from '../http-error.filter.js';
import { SignIn } from './complete-sign-in.js';
import { OidcClient, ProviderAway, type OidcMemory } from './oidc-client.js';
import { Tokens } from './tokens.js';
import { refusalPage } from './refusal-page.js';

/** The browser brings it back when the provider sends it here, which is a visit from another site: so Lax. */
const cookieName = '__Host-keelson-oidc';
const cookieRules = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
const cookieLife = 10 * 60;

/** Sign-in with the organization's own provider, for browsers. */
@Controller('auth')
export class OidcController {
  constructor(
    @Inject(OidcClient) private readonly oidc: OidcClient,
    @Inject(IdentitiesService) private readonly identities: IdentitiesService,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(SignIn) private readonly signing: SignIn,
    @Inject(Tokens) private readonly tokens: Tokens,
  ) {}

  /** The ways to sign in, for a page that offers them. */
  @Get('methods')
  methods() {
    const { name } = this.oidc;
    return { password: true, oidc: name ? { name, path: '/auth/oidc' } : null };
  }

  @Get('oidc')
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.refusing(request, reply, async () => {
      const { url, memory } = await this.oidc.begin();
      const ticket = this.tokens.signTicket('oidc', { ...memory });
      reply.setCookie(cookieName, ticket, { ...cookieRules, maxAge: cookieLife }).redirect(url, 303);
    });
  }

  @Get('oidc/callback')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.refusing(request, reply, async () => {
      const memory = this.tokens.readTicket('oidc', request.cookies[cookieName] ?? '');
      reply.clearCookie(cookieName, cookieRules);
      const { secondFactor, ...provided } = await this.oidc.finish(request.url, memory as unknown as OidcMemory);
      const person = await this.identities.findProvided(provided, String(request.id));
      await this.signing.open(person, 'OIDC', secondFactor, { request, reply, program: false });
      reply.redirect('/', 303);
    });
  }

  /** Whoever reads the refusal is a person with a browser, or a test. */
  private async refusing(request: FastifyRequest, reply: FastifyReply, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Unauthenticated || error instanceof ProviderAway)) throw error;
      const [status, code] = error instanceof ProviderAway ? [502, 'UNAVAILABLE'] : [401, 'UNAUTHENTICATED'];
      if (status === 401) {
        const attempt = { address: request.ip, requestId: String(request.id), step: 'OIDC' as const };
        await this.identity.recordRefusal(attempt, null);
      }
      const page = /\btext\/html\b/.test(request.headers.accept ?? '');
      reply.status(status).type(page ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
      reply.send(page ? refusalPage(error.message) : refusalOf(request, code, error.message));
    }
  }
}
