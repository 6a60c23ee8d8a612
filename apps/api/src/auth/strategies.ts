import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy as CustomStrategy } from 'passport-custom';
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Person } from '@keelson/identity';
import { IdentityService } from '@keelson/identity';
import { Config, Unauthenticated, type Actor } from '@keelson/platform';
import { Actors } from './actors.js';

export interface AccessToken {
  sub: string;
}

export const tokenRules = { issuer: 'keelson', audience: 'keelson-api', algorithms: ['HS256' as const] };

@Injectable()
export class AccessTokenStrategy extends PassportStrategy(JwtStrategy, 'access-token') {
  constructor(
    @Inject(Config) config: Config,
    @Inject(Actors) private readonly actors: Actors,
  ) {
    super({
      ...tokenRules,
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.KEELSON_SECRET ?? '',
      passReqToCallback: true,
    });
  }

  validate(request: FastifyRequest, token: AccessToken): Promise<Actor> {
    return this.actors.fromPerson(token.sub, String(request.id));
  }
}

@Injectable()
export class ApiKeyStrategy extends PassportStrategy(CustomStrategy, 'api-key') {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Actors) private readonly actors: Actors,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Actor | null> {
    const match = /^Bearer (kls_\S+)$/.exec(request.headers.authorization ?? '');
    if (!match) return null;
    return this.actors.fromKey(await this.identity.authenticateKey(match[1] ?? ''), String(request.id));
  }
}

@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'password') {
  constructor(@Inject(IdentityService) private readonly identity: IdentityService) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  validate(email: unknown, password: unknown): Promise<Person> {
    if (typeof email !== 'string' || typeof password !== 'string') throw new Unauthenticated();
    return this.identity.signIn(email, password);
  }
}
