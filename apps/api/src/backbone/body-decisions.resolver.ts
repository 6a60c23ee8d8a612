import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AgendaService } from '@keelson/agenda';
import { BodiesService, BodyDecisionsService, MemberEndsService, type BodyDecision } from '@keelson/backbone';
import { OrganizationsService } from '@keelson/organizations';
import { NotFound, type Actor } from '@keelson/platform';
import { AgendaType } from '../agenda/agenda.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { MembershipType } from '../coalitions/coalition.type.js';
import { EndMembershipInput } from '../coalitions/coalitions.inputs.js';
import { MembershipPayload } from '../coalitions/coalitions.payloads.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { BodyDecisionFilterInput, LeaveCoalitionInput, RecordBodyDecisionInput } from './bodies.inputs.js';
import { BodyDecisionConnection, BodyDecisionType, BodyType } from './body.type.js';

const BodyDecisionPayload = payloadOf('BodyDecisionPayload', 'bodyDecision', BodyDecisionType);

@ObjectType()
class LeaveCoalitionPayload extends Payload {
  @Field(() => [MembershipType], { nullable: true, description: 'The memberships that end.' })
  memberships?: MembershipType[];
}

@Resolver(() => BodyDecisionType)
export class BodyDecisionsResolver {
  constructor(
    @Inject(BodyDecisionsService) private readonly decisions: BodyDecisionsService,
    @Inject(BodiesService) private readonly bodies: BodiesService,
    @Inject(MemberEndsService) private readonly ends: MemberEndsService,
    @Inject(AgendaService) private readonly agendas: AgendaService,
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
  ) {
    registerNode('BodyDecision', (actor, ids) => decisions.loadBodyDecisions(actor, ids));
  }

  @Query(() => BodyDecisionConnection, {
    nullable: true,
    description: "What a coalition's decision bodies decided, the latest first.",
  })
  bodyDecisions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: BodyDecisionFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.decisions.listBodyDecisions(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => BodyDecisionPayload, {
    description:
      'Writes down what a decision body decided. Refused where it misses the rule of seats, but for an interim decision. ' +
      'By backbone staff or a member with a seat; it holds once another member with a seat confirms it.',
  })
  async recordBodyDecision(
    @CurrentActor() actor: Actor,
    @Args('input') { agendaId, organizationId, ...input }: RecordBodyDecisionInput,
  ) {
    const subjectId = await this.subjectOf(actor, { ...input, agendaId, organizationId });
    return { bodyDecision: await this.decisions.recordBodyDecision(actor, { ...input, subjectId }) };
  }

  @Mutation(() => BodyDecisionPayload, {
    description:
      'Says for a member with a seat that the body decided so. Not by whoever recorded it, nor by backbone staff.',
  })
  async confirmBodyDecision(@CurrentActor() actor: Actor, @IdArg('id', 'BodyDecision') id: string) {
    return { bodyDecision: await this.decisions.confirmBodyDecision(actor, id) };
  }

  @Mutation(() => LeaveCoalitionPayload, {
    description: 'Ends all memberships of the organization you speak for; what it reported stays.',
  })
  async leaveCoalition(@CurrentActor() actor: Actor, @Args('input') input: LeaveCoalitionInput) {
    return { memberships: await this.ends.leaveCoalition(actor, input) };
  }

  @Mutation(() => MembershipPayload, {
    description:
      'Ends a membership of another organization by a confirmed decision REMOVE_MEMBER; what it reported stays. ' +
      'For backbone staff. Members leave by themselves (`leaveCoalition`).',
  })
  async endMembership(@CurrentActor() actor: Actor, @Args('input') input: EndMembershipInput) {
    return { membership: await this.ends.endMembership(actor, input) };
  }

  @ResolveField(() => BodyType, { nullable: true })
  body(@Parent() decision: BodyDecision, @Context() context: RequestContext) {
    return loadNode<BodyType>(context, 'Body', decision.bodyId);
  }

  @ResolveField(() => AgendaType, { nullable: true, description: 'The version that is adopted.' })
  agenda(@Parent() { kind, subjectId }: BodyDecision, @Context() context: RequestContext) {
    return kind === 'ADOPT_AGENDA' && subjectId ? loadNode<AgendaType>(context, 'Agenda', subjectId) : null;
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'The organization that is removed.' })
  organization(@Parent() { kind, subjectId }: BodyDecision, @Context() context: RequestContext) {
    return kind === 'REMOVE_MEMBER' && subjectId
      ? loadNode<OrganizationType>(context, 'Organization', subjectId)
      : null;
  }

  @ResolveField(() => PersonType, { nullable: true })
  recordedBy(@Parent() decision: BodyDecision, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', decision.recordedById);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'The member with a seat that confirmed it.' })
  confirmedFor(@Parent() decision: BodyDecision, @Context() context: RequestContext) {
    return decision.confirmedForId && loadNode<OrganizationType>(context, 'Organization', decision.confirmedForId);
  }

  /** What the decision is about stands in other rooms; only what the actor sees can be decided on. */
  private async subjectOf(
    actor: Actor,
    { kind, bodyId, agendaId, organizationId }: RecordBodyDecisionInput,
  ): Promise<string | null> {
    const [body] = await this.bodies.loadBodies(actor, [bodyId]);
    if (!body) throw new NotFound('body', ['bodyId']);
    if (kind === 'ADOPT_AGENDA' && agendaId) {
      const [agenda] = await this.agendas.loadAgendas(actor, [agendaId]);
      if (!agenda || agenda.coalitionId !== body.coalitionId) throw new NotFound('agenda', ['agendaId']);
      return agendaId;
    }
    if (kind === 'REMOVE_MEMBER' && organizationId) {
      const [organization] = await this.organizations.loadOrganizations(actor, [organizationId]);
      if (!organization || organization.coalitionId !== body.coalitionId) {
        throw new NotFound('organization', ['organizationId']);
      }
      return organizationId;
    }
    return null;
  }
}
