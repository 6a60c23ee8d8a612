import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule, TotpModule } from '@keelson/identity';
import { NoticesModule } from '@keelson/notices';
import { access } from './access.js';
import { AccessModule } from './access.module.js';
import { Actors } from './actors.js';
import { Attempts } from './attempts.js';
import { Authentication } from './authenticate.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { SignIn } from './complete-sign-in.js';
import { OidcClient } from './oidc-client.js';
import { OidcController } from './oidc.controller.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { SessionsController } from './sessions.controller.js';
import { AccessTokenStrategy, ApiKeyStrategy, PasswordStrategy } from './strategies.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [AccessModule.of(access), CoalitionsModule, IdentityModule, NoticesModule, PassportModule, TotpModule],
  controllers: [OidcController, PasswordResetsController, SessionsController],
  providers: [
    AccessTokenStrategy,
    Actors,
    ApiKeyStrategy,
    Attempts,
    Authentication,
    OidcClient,
    PasswordStrategy,
    SignIn,
    Tokens,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [Actors, Attempts, Authentication, SignIn, TotpModule],
})
export class AuthModule {}
