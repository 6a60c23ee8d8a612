import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { OrganizationsModule } from '@keelson/organizations';
import { BodiesResolver, SeatsResolver } from './bodies.resolver.js';
import { BodyDecisionsResolver } from './body-decisions.resolver.js';
import { CharterAcceptanceResolver, ChartersResolver, CharterVersionsResolver } from './charters.resolver.js';
import { GroupsResolver, RepresentativesResolver } from './groups.resolver.js';
import { PhasesResolver } from './phases.resolver.js';
import { AssetsResolver, SupportRequestsResolver } from './support.resolver.js';
import { TensionProceduresResolver, TensionStewardsResolver } from './tension.resolver.js';

@Module({
  imports: [AgendaModule, BackboneModule, OrganizationsModule],
  providers: [
    AssetsResolver,
    BodiesResolver,
    BodyDecisionsResolver,
    CharterAcceptanceResolver,
    ChartersResolver,
    CharterVersionsResolver,
    GroupsResolver,
    PhasesResolver,
    RepresentativesResolver,
    SeatsResolver,
    SupportRequestsResolver,
    TensionProceduresResolver,
    TensionStewardsResolver,
  ],
})
export class BackboneDoor {}
