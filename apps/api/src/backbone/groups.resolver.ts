import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  GroupsService,
  RepresentativesService,
  type GroupRepresentative,
  type StakeholderGroup,
} from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { GroupRepresentativeType, StakeholderGroupConnection, StakeholderGroupType } from './group.type.js';
import {
  CreateStakeholderGroupInput,
  EndRepresentationInput,
  NameRepresentativeInput,
  RetireStakeholderGroupInput,
  StakeholderGroupFilterInput,
  UpdateStakeholderGroupInput,
} from './groups.inputs.js';

const GroupPayload = payloadOf('StakeholderGroupPayload', 'stakeholderGroup', StakeholderGroupType);
const RepresentativePayload = payloadOf('RepresentativePayload', 'representative', GroupRepresentativeType);

@Resolver(() => StakeholderGroupType)
export class GroupsResolver {
  constructor(
    @Inject(GroupsService) private readonly groups: GroupsService,
    @Inject(RepresentativesService) private readonly representativesOf: RepresentativesService,
  ) {
    registerNode('StakeholderGroup', (actor, ids) => groups.loadGroups(actor, ids));
    registerNode('GroupRepresentative', (actor, ids) => representativesOf.loadRepresentatives(actor, ids));
  }

  @Query(() => StakeholderGroupType, { nullable: true })
  stakeholderGroup(@IdArg('id', 'StakeholderGroup') id: string, @Context() context: RequestContext) {
    return loadNode<StakeholderGroupType>(context, 'StakeholderGroup', id);
  }

  @Query(() => StakeholderGroupConnection, {
    name: 'stakeholderGroups',
    nullable: true,
    description: "A coalition's stakeholder groups, by name.",
  })
  listGroups(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: StakeholderGroupFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.groups.listGroups(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => GroupPayload, {
    description: 'Names a group with a stake. That it is most impacted needs a basis and a source. For backbone staff.',
  })
  async createStakeholderGroup(
    @CurrentActor() actor: Actor,
    @Args('input') { coalitionId, ...input }: CreateStakeholderGroupInput,
  ) {
    return { stakeholderGroup: await this.groups.createStakeholderGroup(actor, coalitionId, input) };
  }

  @Mutation(() => GroupPayload, { description: 'For backbone staff.' })
  async updateStakeholderGroup(
    @CurrentActor() actor: Actor,
    @Args('input') { id, ...changes }: UpdateStakeholderGroupInput,
  ) {
    return { stakeholderGroup: await this.groups.updateStakeholderGroup(actor, id, changes) };
  }

  @Mutation(() => GroupPayload, {
    description: 'Takes a group out of all counts; what it said and who spoke for it stays. For backbone staff.',
  })
  async retireStakeholderGroup(
    @CurrentActor() actor: Actor,
    @Args('input') { id, reason }: RetireStakeholderGroupInput,
  ) {
    return { stakeholderGroup: await this.groups.retireStakeholderGroup(actor, id, reason) };
  }

  @Mutation(() => RepresentativePayload, {
    description:
      'Says that a member represents a group: reserved seats and the seat rule follow it. For backbone staff.',
  })
  async nameRepresentative(@CurrentActor() actor: Actor, @Args('input') input: NameRepresentativeInput) {
    return { representative: await this.representativesOf.nameRepresentative(actor, input) };
  }

  @Mutation(() => RepresentativePayload, { description: 'For backbone staff.' })
  async endRepresentation(@CurrentActor() actor: Actor, @Args('input') { id, to, reason }: EndRepresentationInput) {
    return { representative: await this.representativesOf.endRepresentation(actor, id, to, reason) };
  }

  @ResolveField(() => [GroupRepresentativeType], { description: 'Who represents it, and who did.' })
  representatives(
    @Parent() group: StakeholderGroup,
    @Context() context: RequestContext,
  ): Promise<GroupRepresentativeType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.representativesOf.loadRepresentativesOf(actor, ids);
    return loadRelated(context, 'StakeholderGroup.representatives', group.id, load, (one) => one.groupId);
  }
}

@Resolver(() => GroupRepresentativeType)
export class RepresentativesResolver {
  @ResolveField(() => StakeholderGroupType, { nullable: true })
  group(@Parent() representative: GroupRepresentative, @Context() context: RequestContext) {
    return loadNode<StakeholderGroupType>(context, 'StakeholderGroup', representative.groupId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() representative: GroupRepresentative, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', representative.organizationId);
  }
}
