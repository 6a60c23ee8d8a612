import { Module } from '@nestjs/common';
import { IdentityModule } from '@keelson/identity';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { AcceptanceService } from './acceptance.service.js';
import { Coalition } from './coalition.entity.js';
import { CoalitionsService } from './coalitions.service.js';
import { CredentialsService } from './credentials.service.js';
import { Invitation } from './invitation.entity.js';
import { InvitationsService } from './invitations.service.js';
import { MemberSessionsService } from './member-sessions.service.js';
import { MembersService } from './members.service.js';
import { MergersService } from './mergers.service.js';
import { Membership } from './membership.entity.js';
import { ReaderLanguages } from './reader-languages.service.js';
import { RoleGrant } from './role-grant.entity.js';
import { RoleGrantsService } from './role-grants.service.js';
import { WorkingGroup } from './working-group.entity.js';

registerEntities(Coalition, Invitation, Membership, RoleGrant, WorkingGroup);

const services = [
  AcceptanceService,
  CoalitionsService,
  CredentialsService,
  InvitationsService,
  MemberSessionsService,
  MembersService,
  MergersService,
  ReaderLanguages,
  RoleGrantsService,
];

@Module({
  imports: [IdentityModule, OrganizationsModule],
  providers: services,
  exports: services,
})
export class CoalitionsModule {}
