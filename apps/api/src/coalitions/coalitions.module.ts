import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule } from '@keelson/identity';
import { NoticesModule } from '@keelson/notices';
import { AuthModule } from '../auth/auth.module.js';
import { CoalitionsResolver } from './coalitions.resolver.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsResolver } from './invitations.resolver.js';
import { MembersResolver, WorkingGroupResolver } from './members.resolver.js';
import { RoleGrantsResolver } from './role-grants.resolver.js';

@Module({
  imports: [AuthModule, CoalitionsModule, IdentityModule, NoticesModule],
  controllers: [InvitationsController],
  providers: [CoalitionsResolver, InvitationsResolver, MembersResolver, RoleGrantsResolver, WorkingGroupResolver],
})
export class CoalitionsDoor {}
