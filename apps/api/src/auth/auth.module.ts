import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, DiscoveryService, DiscoveryModule, MetadataScanner, Reflector } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule } from '@keelson/identity';
import { Config } from '@keelson/platform';
import { Actors } from './actors.js';
import { allowed } from './allow.decorator.js';
import { Authentication } from './authenticate.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { SessionsController } from './sessions.controller.js';
import { AccessTokenStrategy, ApiKeyStrategy, PasswordStrategy, tokenRules } from './strategies.js';

@Module({
  imports: [
    CoalitionsModule,
    DiscoveryModule,
    IdentityModule,
    PassportModule,
    JwtModule.registerAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        secret: config.KEELSON_SECRET,
        signOptions: { issuer: tokenRules.issuer, audience: tokenRules.audience, algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [SessionsController],
  providers: [
    AccessTokenStrategy,
    Actors,
    ApiKeyStrategy,
    Authentication,
    PasswordStrategy,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [Actors, Authentication],
})
export class AuthModule implements OnApplicationBootstrap {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  /** Default deny: a query, mutation or route that names no permission stops the start. */
  onApplicationBootstrap(): void {
    const scanner = new MetadataScanner();
    const wrappers = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    const silent = wrappers.flatMap(({ instance, metatype }) => {
      const prototype = instance && Object.getPrototypeOf(instance);
      if (!prototype || !metatype) return [];
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => isOperation(prototype[name]))
        .filter((name) => !this.reflector.getAllAndOverride(allowed, [prototype[name], metatype as () => unknown]))
        .map((name) => `${metatype.name}.${name}`);
    });
    if (silent.length > 0) throw new Error(`These operations name no permission: ${silent.join(', ')}.`);
  }
}

function isOperation(method: object): boolean {
  const kind = Reflect.getMetadata('graphql:resolver_type', method) as string | undefined;
  return kind === 'Query' || kind === 'Mutation' || kind === 'Subscription' || Reflect.hasMetadata('path', method);
}
