import { Inject } from '@nestjs/common';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  MapService,
  type CriticalStep,
  type MapNode,
  type NotReferred,
  type PossibleOverlap,
  type ReinforcementMap,
} from '@keelson/activities';
import type { Actor } from '@keelson/platform';
import { GoalType } from '../agenda/agenda.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { StakeholderGroupType } from '../backbone/group.type.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes } from '../graphql/node.js';
import { ActivityType, MilestoneType } from './activity.type.js';
import {
  ActivitySetType,
  CriticalStepType,
  MapNodeType,
  NotReferredType,
  PossibleOverlapType,
  ReinforcementMapType,
} from './reinforcement-map.type.js';
import { ReinforcementLinkType } from './reinforcement.type.js';

interface ActivitySet {
  activityIds: string[];
}
const setsOf = (all: string[][]): ActivitySet[] => all.map((activityIds) => ({ activityIds }));

@Resolver(() => ReinforcementMapType)
export class ReinforcementMapResolver {
  constructor(@Inject(MapService) private readonly maps: MapService) {}

  @Query(() => ReinforcementMapType, {
    nullable: true,
    description: 'How the activities of a coalition hang together, as of now, with gaps and possible overlaps.',
  })
  async reinforcementMap(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<ReinforcementMapType> {
    return this.maps.reinforcementMap(actor, coalitionId);
  }

  @ResolveField(() => [ReinforcementLinkType], { description: 'What stands between them, proposed links too.' })
  links(@Parent() { links }: ReinforcementMap, @Context() context: RequestContext) {
    const ids = links.map(({ id }) => id);
    return loadNodes<ReinforcementLinkType>(context, 'ReinforcementLink', ids);
  }

  @ResolveField(() => [ActivitySetType], {
    description:
      'What hangs together by confirmed links, the largest first; what hangs with nothing is one of its own.',
  })
  components(@Parent() { components }: ReinforcementMap): ActivitySet[] {
    return setsOf(components);
  }

  @ResolveField(() => [ActivitySetType], {
    description:
      'Activities that wait for each other in a circle of DEPENDS_ON, which only older data can hold: in a single circle ' +
      'each waits for the next and the last for the first; circles that meet are one set.',
  })
  cycles(@Parent() { cycles }: ReinforcementMap): ActivitySet[] {
    return setsOf(cycles);
  }

  @ResolveField(() => [ActivityType], { description: 'ACTIVE, without a confirmed link to what is not stopped.' })
  isolatedActivities(@Parent() { isolatedIds }: ReinforcementMap, @Context() context: RequestContext) {
    return loadNodes<ActivityType>(context, 'Activity', isolatedIds);
  }

  @ResolveField(() => [GoalType], {
    description: 'Goals of the adopted agenda that nothing which is PLANNED, ACTIVE or PAUSED serves: gaps.',
  })
  goalsWithoutActivity(@Parent() { goalsWithoutActivity }: ReinforcementMap, @Context() context: RequestContext) {
    const ids = goalsWithoutActivity.map(({ id }) => id);
    return loadNodes<GoalType>(context, 'Goal', ids);
  }
}

@Resolver(() => MapNodeType)
export class MapNodeResolver {
  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() node: MapNode, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', node.id);
  }
}

@Resolver(() => ActivitySetType)
export class ActivitySetResolver {
  @ResolveField(() => [ActivityType])
  activities(@Parent() { activityIds }: ActivitySet, @Context() context: RequestContext) {
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
  }
}

@Resolver(() => CriticalStepType)
export class CriticalStepResolver {
  @ResolveField(() => MilestoneType, { nullable: true })
  milestone(@Parent() { milestoneId }: CriticalStep, @Context() context: RequestContext) {
    return loadNode<MilestoneType>(context, 'Milestone', milestoneId);
  }
}

@Resolver(() => PossibleOverlapType)
export class PossibleOverlapResolver {
  @ResolveField(() => [ActivityType], { description: 'The two.' })
  activities(@Parent() { activityIds }: PossibleOverlap, @Context() context: RequestContext) {
    return loadNodes<ActivityType>(context, 'Activity', activityIds);
  }

  @ResolveField(() => [StakeholderGroupType], { description: 'The groups that both serve.' })
  groups(@Parent() { groupIds }: PossibleOverlap, @Context() context: RequestContext) {
    return loadNodes<StakeholderGroupType>(context, 'StakeholderGroup', groupIds);
  }
}

@Resolver(() => NotReferredType)
export class NotReferredResolver {
  @ResolveField(() => ActivityType, { nullable: true })
  activity(@Parent() { activityId }: NotReferred, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', activityId);
  }

  @ResolveField(() => StakeholderGroupType, { nullable: true, description: 'Whom it serves.' })
  group(@Parent() { groupId }: NotReferred, @Context() context: RequestContext) {
    return loadNode<StakeholderGroupType>(context, 'StakeholderGroup', groupId);
  }

  @ResolveField(() => [ActivityType], { description: 'Where these people could be referred to.' })
  couldReferTo(@Parent() { otherIds }: NotReferred, @Context() context: RequestContext) {
    return loadNodes<ActivityType>(context, 'Activity', otherIds);
  }
}

export const mapResolvers = [
  ReinforcementMapResolver,
  MapNodeResolver,
  ActivitySetResolver,
  CriticalStepResolver,
  PossibleOverlapResolver,
  NotReferredResolver,
];
