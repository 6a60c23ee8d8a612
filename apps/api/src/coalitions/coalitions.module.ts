import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { CoalitionsResolver, RoleGrantResolver } from './coalitions.resolver.js';
import { MembersResolver, WorkingGroupResolver } from './members.resolver.js';

@Module({
  imports: [CoalitionsModule],
  providers: [CoalitionsResolver, MembersResolver, RoleGrantResolver, WorkingGroupResolver],
})
export class CoalitionsDoor {}
