import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { BodiesService, SeatsService, type Body, type Seat } from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import {
  AddSeatInput,
  BodyFilterInput,
  CreateBodyInput,
  FillSeatInput,
  LeaveSeatInput,
  RetireBodyInput,
} from './bodies.inputs.js';
import { BodyConnection, BodyType, SeatRuleType, SeatType } from './body.type.js';
import { StakeholderGroupType } from './group.type.js';

const BodyPayload = payloadOf('BodyPayload', 'body', BodyType);
const SeatPayload = payloadOf('SeatPayload', 'seat', SeatType);

@Resolver(() => BodyType)
export class BodiesResolver {
  constructor(
    @Inject(BodiesService) private readonly bodies: BodiesService,
    @Inject(SeatsService) private readonly chairs: SeatsService,
  ) {
    registerNode('Body', (actor, ids) => bodies.loadBodies(actor, ids));
    registerNode('Seat', (actor, ids) => bodies.loadSeats(actor, ids));
  }

  @Query(() => BodyType, { nullable: true })
  body(@IdArg('id', 'Body') id: string, @Context() context: RequestContext) {
    return loadNode<BodyType>(context, 'Body', id);
  }

  @Query(() => BodyConnection, { name: 'bodies', nullable: true, description: "A coalition's bodies, by name." })
  listBodies(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: BodyFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.bodies.listBodies(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => BodyPayload, { description: 'For backbone staff.' })
  async createBody(@CurrentActor() actor: Actor, @Args('input') input: CreateBodyInput) {
    return { body: await this.bodies.createBody(actor, input) };
  }

  @Mutation(() => BodyPayload, { description: 'It decides no more; its decisions stay. For backbone staff.' })
  async retireBody(@CurrentActor() actor: Actor, @Args('input') { id, reason }: RetireBodyInput) {
    return { body: await this.bodies.retireBody(actor, id, reason) };
  }

  @Mutation(() => SeatPayload, { description: 'For backbone staff.' })
  async addSeat(@CurrentActor() actor: Actor, @Args('input') input: AddSeatInput) {
    return { seat: await this.chairs.addSeat(actor, input) };
  }

  @Mutation(() => SeatPayload, {
    description: 'Puts a member on a seat for a term; whoever held it leaves it. For backbone staff.',
  })
  async fillSeat(@CurrentActor() actor: Actor, @Args('input') { id, ...holder }: FillSeatInput) {
    return { seat: await this.chairs.fillSeat(actor, id, holder) };
  }

  @Mutation(() => SeatPayload, { description: 'Nobody sits there any more. For backbone staff.' })
  async vacateSeat(@CurrentActor() actor: Actor, @Args('input') { id, reason }: LeaveSeatInput) {
    return { seat: await this.chairs.vacateSeat(actor, id, reason) };
  }

  @Mutation(() => SeatPayload, { description: 'The body has one seat less, for good. For backbone staff.' })
  async closeSeat(@CurrentActor() actor: Actor, @Args('input') { id, reason }: LeaveSeatInput) {
    return { seat: await this.chairs.closeSeat(actor, id, reason) };
  }

  @ResolveField(() => [SeatType], { description: 'Those that are not closed.' })
  seats(@Parent() body: Body, @Context() context: RequestContext): Promise<SeatType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.bodies.loadSeatsOf(actor, ids);
    return loadRelated(context, 'Body.seats', body.id, load, (seat) => seat.bodyId);
  }

  @ResolveField(() => SeatRuleType, { nullable: true, description: 'Today.' })
  seatRule(@Parent() body: Body, @Context() context: RequestContext): Promise<SeatRuleType | null> {
    const load = (actor: Actor, ids: readonly string[]) => this.bodies.loadSeatRules(actor, ids);
    return loadOneRelated(context, 'Body.seatRule', body.id, load, (rule) => rule.bodyId);
  }
}

@Resolver(() => SeatType)
export class SeatsResolver {
  @ResolveField(() => BodyType, { nullable: true })
  body(@Parent() seat: Seat, @Context() context: RequestContext) {
    return loadNode<BodyType>(context, 'Body', seat.bodyId);
  }

  @ResolveField(() => StakeholderGroupType, { nullable: true })
  reservedGroup(@Parent() seat: Seat, @Context() context: RequestContext) {
    return seat.reservedGroupId && loadNode<StakeholderGroupType>(context, 'StakeholderGroup', seat.reservedGroupId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  holder(@Parent() seat: Seat, @Context() context: RequestContext) {
    return seat.holderOrganizationId && loadNode<OrganizationType>(context, 'Organization', seat.holderOrganizationId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  deputy(@Parent() seat: Seat, @Context() context: RequestContext) {
    return seat.deputyOrganizationId && loadNode<OrganizationType>(context, 'Organization', seat.deputyOrganizationId);
  }
}
