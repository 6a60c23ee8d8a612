import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AssetsService, SupportRequestsService, type Asset, type SupportRequest } from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { AssetConnection, AssetFilterInput, AssetType, OfferAssetInput } from './asset.type.js';
import { StakeholderGroupType } from './group.type.js';
import {
  AskForSupportInput,
  RateSupportInput,
  ResolveSupportInput,
  RespondToSupportInput,
  SupportRequestConnection,
  SupportRequestFilterInput,
  SupportRequestOrderEnum,
  SupportRequestType,
} from './support-request.type.js';

const AssetPayload = payloadOf('AssetPayload', 'asset', AssetType);
const SupportRequestPayload = payloadOf('SupportRequestPayload', 'supportRequest', SupportRequestType);

@Resolver(() => AssetType)
export class AssetsResolver {
  constructor(@Inject(AssetsService) private readonly service: AssetsService) {
    registerNode('Asset', (actor, ids) => service.loadAssets(actor, ids));
  }

  @Query(() => AssetConnection, { nullable: true, description: 'What is offered to a coalition, by kind.' })
  assets(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: AssetFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.service.listAssets(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => AssetPayload, {
    description:
      'By whoever speaks for the organization or for a member that represents the group; backbone staff note it for others.',
  })
  async offerAsset(@CurrentActor() actor: Actor, @Args('input') input: OfferAssetInput) {
    return { asset: await this.service.offerAsset(actor, input) };
  }

  @Mutation(() => AssetPayload, { description: 'By whoever may offer it.' })
  async withdrawAsset(@CurrentActor() actor: Actor, @IdArg('id', 'Asset') id: string) {
    return { asset: await this.service.withdrawAsset(actor, id) };
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() asset: Asset, @Context() context: RequestContext) {
    return asset.organizationId && loadNode<OrganizationType>(context, 'Organization', asset.organizationId);
  }

  @ResolveField(() => StakeholderGroupType, { nullable: true })
  group(@Parent() asset: Asset, @Context() context: RequestContext) {
    return asset.groupId && loadNode<StakeholderGroupType>(context, 'StakeholderGroup', asset.groupId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Set where a person offers it.' })
  person(@Parent() asset: Asset, @Context() context: RequestContext) {
    return asset.personId && loadNode<PersonType>(context, 'Person', asset.personId);
  }
}

@Resolver(() => SupportRequestType)
export class SupportRequestsResolver {
  constructor(@Inject(SupportRequestsService) private readonly requests: SupportRequestsService) {
    registerNode('SupportRequest', (actor, ids) => requests.loadSupportRequests(actor, ids));
  }

  @Query(() => SupportRequestConnection, {
    nullable: true,
    description:
      'What was asked of the backbone: all of it for its staff, for partners what their organizations asked.',
  })
  supportRequests(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: SupportRequestFilterInput,
    @Args('order', { type: () => SupportRequestOrderEnum, defaultValue: 'NEWEST_FIRST' }) order: string,
    @Args() page: PageArgs,
  ) {
    const how = { filter: filter ?? {}, newestFirst: order === 'NEWEST_FIRST' };
    return this.requests.listSupportRequests(actor, coalitionId, how, page);
  }

  @Mutation(() => SupportRequestPayload, { description: 'Asks the backbone for support.' })
  async askForSupport(@CurrentActor() actor: Actor, @Args('input') input: AskForSupportInput) {
    return { supportRequest: await this.requests.askForSupport(actor, input) };
  }

  @Mutation(() => SupportRequestPayload, { description: 'Keeps the first response, once. For backbone staff.' })
  async respondToSupport(@CurrentActor() actor: Actor, @Args('input') { id, response }: RespondToSupportInput) {
    return { supportRequest: await this.requests.respondToSupport(actor, id, response) };
  }

  @Mutation(() => SupportRequestPayload, { description: 'For backbone staff.' })
  async resolveSupport(@CurrentActor() actor: Actor, @Args('input') { id, resolution }: ResolveSupportInput) {
    return { supportRequest: await this.requests.resolveSupport(actor, id, resolution) };
  }

  @Mutation(() => SupportRequestPayload, {
    description: 'Says whether it helped, by whoever asked; it can be said anew.',
  })
  async rateSupport(@CurrentActor() actor: Actor, @Args('input') { id, helpful }: RateSupportInput) {
    return { supportRequest: await this.requests.rateSupport(actor, id, helpful) };
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() request: SupportRequest, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', request.organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  askedBy(@Parent() request: SupportRequest, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', request.askedById);
  }

  @ResolveField(() => PersonType, { nullable: true })
  respondedBy(@Parent() request: SupportRequest, @Context() context: RequestContext) {
    return request.respondedById && loadNode<PersonType>(context, 'Person', request.respondedById);
  }
}
