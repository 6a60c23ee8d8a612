import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { AcceptanceService } from '@keelson/coalitions';
import { IdentityService } from '@keelson/identity';
import { encodeId } from '@keelson/platform';
import { accountOf, Attempts } from '../auth/attempts.js';
import { Authentication } from '../auth/authenticate.js';
import { SignIn, type NextStep, type SignedIn } from '../auth/complete-sign-in.js';
import { OriginGuard } from '../auth/origin.guard.js';
import { SignInBody } from '../auth/sign-in.inputs.js';
import { TooManyAttemptsFilter } from '../auth/too-many-attempts.filter.js';
import type { RequestContext } from '../graphql/context.js';

class LinkBody extends SignInBody {
  /** What follows the "#" of the link. */
  @IsString({ message: 'Send the token of the link.' })
  @MaxLength(100)
  token: string;
}

class AcceptBody extends LinkBody {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\0\p{Cs}]*$/u, { message: 'The name holds a character that is not allowed.' })
  name?: string | null;

  /** Left out by somebody whose access token comes with the request. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  password?: string | null;
}

/** The invited's side, for whom nobody answers yet: REST routes, so that aliases cannot multiply attempts. */
@UseFilters(TooManyAttemptsFilter)
@UseGuards(OriginGuard)
@Controller('auth/invitations')
export class InvitationsController {
  constructor(
    @Inject(AcceptanceService) private readonly acceptance: AcceptanceService,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(SignIn) private readonly signing: SignIn,
  ) {}

  /** What the link offers, to show before it is accepted. Whether the address has an account is not said. */
  @HttpCode(200)
  @Post('look-up')
  async lookUp(@Body() { token }: LinkBody) {
    const { invitation, coalition, organizations } = await this.acceptance.lookUp(token);
    const { role, email, name } = invitation;
    return {
      ...{ coalition: { name: coalition.name }, role, email, name },
      organizations: organizations.map((organization) => organization.name),
    };
  }

  /**
   * Gives the role, and opens a session or says what is still missing, as signing in does. Whoever sends an access
   * token has a session: then there is the person alone in the answer.
   */
  @HttpCode(200)
  @Post('accept')
  async accept(
    @Body() { token, name, password, program = false }: AcceptBody,
    @Req() request: RequestContext['request'],
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn | NextStep | Pick<SignedIn, 'person'>> {
    if (request.headers.authorization) {
      const actor = await this.authentication.authenticate(request);
      const { id, name, email } = await this.acceptance.acceptAs(actor, token);
      return { person: { id: encodeId('Person', id), name, email } };
    }
    const introduction = { name, password: password ?? '', signIn: this.limitedSignIn(request) };
    const { person, made } = await this.acceptance.accept(token, introduction, String(request.id));
    return this.signing.afterPassword(person, { request, reply, program }, made ? 'INVITATION' : 'PASSWORD');
  }

  private limitedSignIn({ ip: address, id }: RequestContext['request']) {
    return (email: string, password: string) =>
      this.attempts.limit({ account: accountOf(email), address }, () =>
        this.identity.signIn(email, password, { address, requestId: String(id) }),
      );
  }
}
