import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ActivitiesService,
  MilestonesService,
  ReinforcementLinksService,
  ResourcesService,
  type Activity,
  type ActivityEffect,
  type ReinforcementLink,
} from '@keelson/activities';
import type { Actor, Page } from '@keelson/platform';
import { GoalType, StrategyType } from '../agenda/agenda.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { StakeholderGroupType } from '../backbone/group.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { MeasureType } from '../measures/measure.type.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ActivityFilterInput, CreateActivityInput, UpdateActivityInput } from './activities.inputs.js';
import { ActivityFiguresType } from './activity-figures.type.js';
import { ActivityConnection, ActivityEffectType, ActivityType, MilestoneType } from './activity.type.js';
import { ReinforcementLinkType, ResourceType } from './reinforcement.type.js';

export const ActivityPayload = payloadOf('ActivityPayload', 'activity', ActivityType);

@Resolver(() => ActivityType)
export class ActivitiesResolver {
  constructor(
    @Inject(ActivitiesService) private readonly activities: ActivitiesService,
    @Inject(MilestonesService) private readonly milestonesService: MilestonesService,
    @Inject(ReinforcementLinksService) private readonly linksService: ReinforcementLinksService,
    @Inject(ResourcesService) private readonly resourcesService: ResourcesService,
  ) {
    registerNode('Activity', (actor, ids) => activities.loadActivities(actor, ids));
  }

  @Query(() => ActivityType, { nullable: true })
  activity(@IdArg('id', 'Activity') id: string, @Context() context: RequestContext) {
    return loadNode<ActivityType>(context, 'Activity', id);
  }

  @Query(() => ActivityConnection, {
    name: 'activities',
    nullable: true,
    description: 'The activities of a coalition, by title.',
  })
  async listActivities(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ActivityFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<ActivityType>> {
    return this.activities.listActivities(actor, coalitionId, filter ?? {}, page);
  }

  @Query(() => ActivityFiguresType, {
    nullable: true,
    description: 'Alignment, isolation and mutual reinforcement of the active activities, as of now.',
  })
  async activityFigures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
  ): Promise<ActivityFiguresType> {
    return this.activities.activityFigures(actor, coalitionId);
  }

  @Mutation(() => ActivityPayload, {
    description: 'Plans an activity; for backbone staff, and for partners that lead it themselves.',
  })
  async createActivity(@CurrentActor() actor: Actor, @Args('input') input: CreateActivityInput) {
    return { activity: await this.activities.createActivity(actor, input) };
  }

  @Mutation(() => ActivityPayload, {
    description: 'Changes what is given; for backbone staff and the lead. What is DONE or STOPPED stays as it is.',
  })
  async updateActivity(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateActivityInput) {
    return { activity: await this.activities.updateActivity(actor, id, changes) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who answers for it.' })
  leadOrganization(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', activity.leadOrganizationId);
  }

  @ResolveField(() => [OrganizationType], { description: 'Who works on it with the lead.' })
  partnerOrganizations(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', activity.partnerOrganizationIds);
  }

  @ResolveField(() => [GoalType], { description: 'The goals that it serves.' })
  goals(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNodes<GoalType>(context, 'Goal', activity.goalIds);
  }

  @ResolveField(() => [StrategyType], { description: 'The strategies that it carries out.' })
  strategies(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNodes<StrategyType>(context, 'Strategy', activity.strategyIds);
  }

  @ResolveField(() => [MeasureType], { description: 'The shared measures that it is meant to move.' })
  measures(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNodes<MeasureType>(context, 'Measure', activity.measureIds);
  }

  @ResolveField(() => [StakeholderGroupType], { description: 'The groups that it serves.' })
  groups(@Parent() activity: Activity, @Context() context: RequestContext) {
    return loadNodes<StakeholderGroupType>(context, 'StakeholderGroup', activity.groupIds);
  }

  @ResolveField(() => [ActivityEffectType], { description: 'What is expected of its measures, as far as it was said.' })
  effects(@Parent() activity: Activity, @Context() context: RequestContext): Promise<ActivityEffectType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.activities.loadEffectsOf(actor, ids);
    return loadRelated(context, 'Activity.effects', activity.id, load, (one) => one.activityId);
  }

  @ResolveField(() => [MilestoneType], { description: 'The next due first; those without a date last.' })
  milestones(@Parent() activity: Activity, @Context() context: RequestContext): Promise<MilestoneType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.milestonesService.loadMilestonesOf(actor, ids);
    return loadRelated(context, 'Activity.milestones', activity.id, load, (one) => one.activityId);
  }

  @ResolveField(() => [ReinforcementLinkType], {
    description: 'The links that stand, from it and to it; proposed ones, too.',
  })
  links(@Parent() activity: Activity, @Context() context: RequestContext): Promise<ReinforcementLinkType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.linksService.loadLinksOf(actor, ids);
    const ends = (link: ReinforcementLink) => [link.fromActivityId, link.toActivityId];
    return loadRelated(context, 'Activity.links', activity.id, load, ends);
  }

  @ResolveField(() => [ResourceType], { description: 'What is committed to it and was not withdrawn.' })
  resources(@Parent() activity: Activity, @Context() context: RequestContext): Promise<ResourceType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.resourcesService.loadResourcesOf(actor, ids);
    return loadRelated(context, 'Activity.resources', activity.id, load, (one) => one.activityId);
  }
}

@Resolver(() => ActivityEffectType)
export class ActivityEffectsResolver {
  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() effect: ActivityEffect, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', effect.measureId);
  }
}
