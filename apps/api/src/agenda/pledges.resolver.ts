import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PledgesService, type Agenda, type Pledge } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { PledgeToAgendaInput } from './agenda.inputs.js';
import { AgendaType } from './agenda.type.js';
import { PledgeConnection, PledgeFiguresType, PledgeType } from './pledge.type.js';

const PledgePayload = payloadOf('PledgePayload', 'pledge', PledgeType);

@Resolver(() => PledgeType)
export class PledgesResolver {
  constructor(@Inject(PledgesService) private readonly pledges: PledgesService) {
    registerNode('Pledge', (actor, ids) => pledges.loadPledges(actor, ids));
  }

  @Query(() => PledgeConnection, {
    name: 'pledges',
    nullable: true,
    description: 'The pledges in force on a version of the common agenda, oldest first.',
  })
  listPledges(@CurrentActor() actor: Actor, @IdArg('agendaId', 'Agenda') agendaId: string, @Args() page: PageArgs) {
    return this.pledges.listPledges(actor, agendaId, page);
  }

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
export class PledgeFiguresResolver {
  constructor(@Inject(PledgesService) private readonly pledges: PledgesService) {}

  @ResolveField(() => PledgeFiguresType, { nullable: true })
  pledgeFigures(@Parent() agenda: Agenda, @Context() context: RequestContext): Promise<PledgeFiguresType | null> {
    const load = (actor: Actor, ids: readonly string[]) => this.pledges.loadPledgeFigures(actor, ids);
    return loadOneRelated(context, 'Agenda.pledgeFigures', agenda.id, load, (figures) => figures.agendaId);
  }
}
