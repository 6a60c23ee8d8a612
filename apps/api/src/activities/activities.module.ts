import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { ActivitiesResolver, ActivityEffectsResolver } from './activities.resolver.js';
import { ActivityStatusResolver } from './activity-status.resolver.js';
import { MilestonesResolver } from './milestones.resolver.js';
import { ActivityPerspectivesResolver, PerspectivesResolver } from './perspectives.resolver.js';
import { mapResolvers } from './reinforcement-map.resolver.js';
import { ReinforcementLinksResolver, ResourcesResolver } from './reinforcement.resolver.js';
import { ActivityTrialsResolver, TrialsResolver } from './trials.resolver.js';

@Module({
  imports: [ActivitiesModule],
  providers: [
    ActivitiesResolver,
    ActivityEffectsResolver,
    ActivityPerspectivesResolver,
    ActivityStatusResolver,
    ActivityTrialsResolver,
    MilestonesResolver,
    PerspectivesResolver,
    ReinforcementLinksResolver,
    ResourcesResolver,
    TrialsResolver,
    ...mapResolvers,
  ],
})
export class ActivitiesDoor {}
