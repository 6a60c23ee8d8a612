import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { registerEntities } from '@keelson/platform';
import { BodiesService } from './bodies.service.js';
import { BodyDecision } from './body-decision.entity.js';
import { Body } from './body.entity.js';
import { BodyDecisionsService } from './body-decisions.service.js';
import { GroupRepresentative } from './group-representative.entity.js';
import { GroupsService } from './groups.service.js';
import { MemberEndsService } from './member-ends.service.js';
import { RepresentativesService } from './representatives.service.js';
import { Seat } from './seat.entity.js';
import { SeatsService } from './seats.service.js';
import { StakeholderGroup } from './stakeholder-group.entity.js';

registerEntities(StakeholderGroup, GroupRepresentative, Body, Seat, BodyDecision);

const services = [
  BodiesService,
  BodyDecisionsService,
  GroupsService,
  MemberEndsService,
  RepresentativesService,
  SeatsService,
];

@Module({ imports: [CoalitionsModule], providers: services, exports: services })
export class BackboneModule {}
