import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysService } from './api-keys.service.js';
import { IdentitiesService } from './identities.service.js';
import { IdentityService } from './identity.service.js';
import { PasswordResetsService } from './password-resets.service.js';
import { Person } from './person.entity.js';
import { Session } from './session.entity.js';
import { SessionsService } from './sessions.service.js';

registerEntities(Person, ApiKey, Session);

const services = [ApiKeysService, IdentitiesService, IdentityService, PasswordResetsService, SessionsService];

@Module({ providers: services, exports: services })
export class IdentityModule {}
