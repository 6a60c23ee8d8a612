import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { ApiKey } from './api-key.entity.js';
import { IdentityService } from './identity.service.js';
import { Person } from './person.entity.js';

registerEntities(Person, ApiKey);

@Module({ providers: [IdentityService], exports: [IdentityService] })
export class IdentityModule {}
