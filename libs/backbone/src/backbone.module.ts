import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { registerEntities } from '@keelson/platform';
import { Asset } from './asset.entity.js';
import { AssetsService } from './assets.service.js';
import { BodiesService } from './bodies.service.js';
import { BodyDecision } from './body-decision.entity.js';
import { Body } from './body.entity.js';
import { BodyDecisionsService } from './body-decisions.service.js';
import { ChartersService } from './charters.service.js';
import { GroupRepresentative } from './group-representative.entity.js';
import { GroupsService } from './groups.service.js';
import { MemberEndsService } from './member-ends.service.js';
import { PhaseChange, PhaseLabels } from './phase.entity.js';
import { PhasesService } from './phases.service.js';
import { RepresentativesService } from './representatives.service.js';
import { CharterAcceptance, RoleCharter, RoleCharterVersion } from './role-charter.entity.js';
import { Seat } from './seat.entity.js';
import { SeatsService } from './seats.service.js';
import { StakeholderGroup } from './stakeholder-group.entity.js';
import { SupportRequest } from './support-request.entity.js';
import { SupportRequestsService } from './support-requests.service.js';
import { TensionProcedure, TensionSteward } from './tension-procedure.entity.js';
import { TensionProceduresService } from './tension-procedures.service.js';

registerEntities(StakeholderGroup, GroupRepresentative, Body, Seat, BodyDecision);
registerEntities(RoleCharter, RoleCharterVersion, CharterAcceptance, Asset, SupportRequest, PhaseLabels, PhaseChange);
registerEntities(TensionProcedure, TensionSteward);

const services = [
  AssetsService,
  BodiesService,
  BodyDecisionsService,
  ChartersService,
  GroupsService,
  MemberEndsService,
  PhasesService,
  RepresentativesService,
  SeatsService,
  SupportRequestsService,
  TensionProceduresService,
];

@Module({ imports: [CoalitionsModule], providers: services, exports: services })
export class BackboneModule {}
