import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { OrganizationsModule } from '@keelson/organizations';
import { BodiesResolver, SeatsResolver } from './bodies.resolver.js';
import { BodyDecisionsResolver } from './body-decisions.resolver.js';
import { GroupsResolver, RepresentativesResolver } from './groups.resolver.js';

@Module({
  imports: [AgendaModule, BackboneModule, OrganizationsModule],
  providers: [BodiesResolver, BodyDecisionsResolver, GroupsResolver, RepresentativesResolver, SeatsResolver],
})
export class BackboneDoor {}
