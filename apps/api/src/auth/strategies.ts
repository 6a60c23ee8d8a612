import { Inject, Injectable, Logger } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy as CustomStrategy } from 'passport-custom';
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt';
import { Strategy as LocalStrategy } from 'passport-local';
import { CredentialsService } from '@keelson/coalitions';
import { ApiKeysService, authenticateKey, IdentityService, type ApiKey, type Person } from '@keelson/identity';
import { Unauthenticated, type Actor } from '@keelson/platform';
import { Actors } from './actors.js';
import { accountOf, Attempts } from './attempts.js';
import { Tokens, tokenRules, type AccessToken } from './tokens.js';

@Injectable()
export class AccessTokenStrategy extends PassportStrategy(JwtStrategy, 'access-token') {
  constructor(
    @Inject(Tokens) tokens: Tokens,
    @Inject(Actors) private readonly actors: Actors,
  ) {
    super({
      ...tokenRules,
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request, token: string, done) => {
        const key = tokens.accessKeyOf(token);
        done(key ? null : new Unauthenticated(), key ?? undefined);
      },
      passReqToCallback: true,
    });
  }

  validate(request: FastifyRequest, token: AccessToken): Promise<Actor> {
    return this.actors.fromSession(token, String(request.id));
  }
}

/** A key's use is written down once in this many milliseconds. */
const minute = 60_000;

@Injectable()
export class ApiKeyStrategy extends PassportStrategy(CustomStrategy, 'api-key') {
  private readonly log = new Logger('ApiKeys');

  constructor(
    @Inject(ApiKeysService) private readonly keys: ApiKeysService,
    @Inject(CredentialsService) private readonly credentials: CredentialsService,
    @Inject(Actors) private readonly actors: Actors,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Actor | null> {
    const match = /^Bearer (kls_\S+)$/.exec(request.headers.authorization ?? '');
    if (!match) return null;
    const key = await authenticateKey(match[1] ?? '', (id) => this.credentials.findKeyHolder(id));
    this.touch(key);
    return this.actors.fromKey(key, String(request.id));
  }

  private touch(key: ApiKey): void {
    if (key.lastUsedAt && key.lastUsedAt.getTime() > Date.now() - minute) return;
    this.keys
      .touchApiKey(key)
      .catch((error: Error) => this.log.warn(`The use of a key was not written down: ${error.message}`));
  }
}

@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'password') {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Attempts) private readonly attempts: Attempts,
  ) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  validate(request: FastifyRequest, email: unknown, password: unknown): Promise<Person> {
    if (typeof email !== 'string' || typeof password !== 'string') throw new Unauthenticated();
    const { ip: address } = request;
    return this.attempts.limit({ account: accountOf(email), address }, () =>
      this.identity.signIn(email, password, { address, requestId: String(request.id) }),
    );
  }
}
