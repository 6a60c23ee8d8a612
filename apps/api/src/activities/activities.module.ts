import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { ActivitiesResolver } from './activities.resolver.js';
import { ActivityStatusResolver } from './activity-status.resolver.js';
import { MilestonesResolver } from './milestones.resolver.js';
import { ReinforcementLinksResolver, ResourcesResolver } from './reinforcement.resolver.js';

@Module({
  imports: [ActivitiesModule],
  providers: [
    ActivitiesResolver,
    ActivityStatusResolver,
    MilestonesResolver,
    ReinforcementLinksResolver,
    ResourcesResolver,
  ],
})
export class ActivitiesDoor {}
