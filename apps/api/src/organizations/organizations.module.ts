import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { OrganizationsModule } from '@keelson/organizations';
import { OrganizationMergerResolver, OrganizationsResolver } from './organizations.resolver.js';

@Module({
  imports: [CoalitionsModule, OrganizationsModule],
  providers: [OrganizationMergerResolver, OrganizationsResolver],
})
export class OrganizationsDoor {}
