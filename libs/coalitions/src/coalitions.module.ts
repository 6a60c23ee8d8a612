import { Module } from '@nestjs/common';
import { IdentityModule } from '@keelson/identity';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { Coalition } from './coalition.entity.js';
import { CoalitionsService } from './coalitions.service.js';
import { MembersService } from './members.service.js';
import { Membership } from './membership.entity.js';
import { RoleGrant } from './role-grant.entity.js';
import { WorkingGroup } from './working-group.entity.js';

registerEntities(Coalition, Membership, RoleGrant, WorkingGroup);

@Module({
  imports: [IdentityModule, OrganizationsModule],
  providers: [CoalitionsService, MembersService],
  exports: [CoalitionsService, MembersService],
})
export class CoalitionsModule {}
