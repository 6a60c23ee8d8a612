import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule } from '@keelson/identity';
import { AuthModule } from '../auth/auth.module.js';
import { ApiKeysResolver } from './api-keys.resolver.js';
import { PeopleResolver } from './people.resolver.js';
import { PersonResolver } from './person.resolver.js';
import { SessionsResolver } from './sessions.resolver.js';
import { TotpResolver } from './totp.resolver.js';

@Module({
  imports: [AuthModule, CoalitionsModule, IdentityModule],
  providers: [ApiKeysResolver, PeopleResolver, PersonResolver, SessionsResolver, TotpResolver],
})
export class PeopleDoor {}
