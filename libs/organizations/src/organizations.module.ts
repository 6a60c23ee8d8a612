import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { OrganizationMerger } from './organization-merger.entity.js';
import { Organization } from './organization.entity.js';
import { OrganizationsService } from './organizations.service.js';

registerEntities(Organization, OrganizationMerger);

@Module({ providers: [OrganizationsService], exports: [OrganizationsService] })
export class OrganizationsModule {}
