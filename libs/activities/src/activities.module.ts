import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { MeasuresModule } from '@keelson/measures';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { ActivitiesService } from './activities.service.js';
import { ActivityReferencesService } from './activity-references.service.js';
import { ActivityEffect } from './activity-effect.entity.js';
import { Activity } from './activity.entity.js';
import { MapService } from './map.service.js';
import { Milestone } from './milestone.entity.js';
import { MilestonesService } from './milestones.service.js';
import { OutsidePerspective } from './outside-perspective.entity.js';
import { PerspectivesService } from './perspectives.service.js';
import { ReinforcementLink } from './reinforcement-link.entity.js';
import { ReinforcementLinksService } from './reinforcement-links.service.js';
import { Resource } from './resource.entity.js';
import { ResourcesService } from './resources.service.js';
import { Trial } from './trial.entity.js';
import { TrialsService } from './trials.service.js';

registerEntities(Activity, ActivityEffect, Milestone, OutsidePerspective, ReinforcementLink, Resource, Trial);

const services = [
  ActivitiesService,
  MapService,
  MilestonesService,
  PerspectivesService,
  ReinforcementLinksService,
  ResourcesService,
  TrialsService,
];

@Module({
  imports: [AgendaModule, BackboneModule, MeasuresModule, OrganizationsModule],
  providers: [ActivityReferencesService, ...services],
  exports: services,
})
export class ActivitiesModule {}
