import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PledgesService, type Agenda, type Pledge } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { Allow } from '../auth/allow.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { PledgeToAgendaInput } from './agenda.inputs.js';
import { AgendaType } from './agenda.type.js';
import { loadByKey } from './load-by-key.js';
import { PledgeConnection, PledgeFiguresType, PledgeType } from './pledge.type.js';

const PledgePayload = payloadOf('PledgePayload', 'pledge', PledgeType);

@Resolver(() => PledgeType)
export class PledgesResolver {
  constructor(@Inject(PledgesService) private readonly pledges: PledgesService) {
    registerNode('Pledge', (actor, ids) => pledges.loadPledges(actor, ids));
  }

  @Allow('WRITE')
  @Mutation(() => PledgePayload, {
    description:
      'Says how the organization you speak for stands to a PROPOSED or ADOPTED version. A later answer takes the ' +
      "earlier one's place.",
  })
  async pledgeToAgenda(@CurrentActor() actor: Actor, @Args('input') input: PledgeToAgendaInput) {
    return { pledge: await this.pledges.pledgeToAgenda(actor, input) };
  }

  @ResolveField(() => AgendaType, { nullable: true, description: 'The version that it was given on.' })
  agenda(@Parent() pledge: Pledge, @Context() context: RequestContext) {
    return loadNode<AgendaType>(context, 'Agenda', pledge.agendaId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() pledge: Pledge, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', pledge.organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who gave it for the organization.' })
  person(@Parent() pledge: Pledge, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', pledge.personId);
  }
}

@Resolver(() => AgendaType)
export class AgendaPledgesResolver {
  constructor(@Inject(PledgesService) private readonly service: PledgesService) {}

  @ResolveField(() => PledgeConnection, { nullable: true, description: 'The pledges in force, oldest first.' })
  pledges(@Parent() agenda: Agenda, @CurrentActor() actor: Actor, @Args() page: PageArgs) {
    return this.service.listPledges(actor, agenda.id, page);
  }

  @ResolveField(() => PledgeFiguresType, { nullable: true })
  async pledgeFigures(
    @Parent() agenda: Agenda,
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
  ): Promise<PledgeFiguresType | null> {
    const load = async (ids: readonly string[]) =>
      new Map((await this.service.loadPledgeFigures(actor, ids)).map((figures) => [figures.agendaId, figures]));
    return (await loadByKey(context, 'Agenda.pledgeFigures', agenda.id, load)) ?? null;
  }
}
