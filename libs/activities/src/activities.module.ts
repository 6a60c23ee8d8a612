import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { MeasuresModule } from '@keelson/measures';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { ActivitiesService } from './activities.service.js';
import { ActivityReferencesService } from './activity-references.service.js';
import { ActivityEffect } from './activity-effect.entity.js';
import { Activity } from './activity.entity.js';
import { Milestone } from './milestone.entity.js';
import { MilestonesService } from './milestones.service.js';
import { OutsidePerspective } from './outside-perspective.entity.js';
import { ReinforcementLink } from './reinforcement-link.entity.js';
import { ReinforcementLinksService } from './reinforcement-links.service.js';
import { Resource } from './resource.entity.js';
import { ResourcesService } from './resources.service.js';
import { Trial } from './trial.entity.js';

registerEntities(Activity, ActivityEffect, Milestone, OutsidePerspective, ReinforcementLink, Resource, Trial);

@Module({
  imports: [AgendaModule, MeasuresModule, OrganizationsModule],
  providers: [
    ActivitiesService,
    ActivityReferencesService,
    MilestonesService,
    ReinforcementLinksService,
    ResourcesService,
  ],
  exports: [ActivitiesService, MilestonesService, ReinforcementLinksService, ResourcesService],
})
export class ActivitiesModule {}
