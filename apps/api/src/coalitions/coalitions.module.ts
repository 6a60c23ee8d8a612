import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule } from '@keelson/identity';
import { AuthModule } from '../auth/auth.module.js';
import { CoalitionsResolver } from './coalitions.resolver.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsResolver } from './invitations.resolver.js';
import { MembersResolver, WorkingGroupResolver } from './members.resolver.js';
import { RoleGrantsResolver } from './role-grants.resolver.js';

@Module({
  imports: [AuthModule, CoalitionsModule, IdentityModule],
  controllers: [InvitationsController],
  providers: [CoalitionsResolver, InvitationsResolver, MembersResolver, RoleGrantsResolver, WorkingGroupResolver],
})
export class CoalitionsDoor {}
