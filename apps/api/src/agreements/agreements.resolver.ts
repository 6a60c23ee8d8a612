import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AgreementsService, type Agreement, type AgreementParty } from '@keelson/agreements';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { MeasureType } from '../measures/measure.type.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { AgreementConnection, AgreementPartyType, AgreementPayload, AgreementType } from './agreement.type.js';
import {
  AgreementFilterInput,
  ProposeAgreementInput,
  RevokeAgreementInput,
  SignAgreementInput,
} from './agreements.inputs.js';

@Resolver(() => AgreementType)
export class AgreementsResolver {
  constructor(@Inject(AgreementsService) private readonly service: AgreementsService) {
    registerNode('Agreement', (actor, ids) => service.loadAgreements(actor, ids));
  }

  @Query(() => AgreementType, { nullable: true })
  agreement(@IdArg('id', 'Agreement') id: string, @Context() context: RequestContext) {
    return loadNode<AgreementType>(context, 'Agreement', id);
  }

  @Query(() => AgreementConnection, {
    nullable: true,
    description: 'The data-sharing agreements of a coalition, the latest first; everybody in it sees all.',
  })
  agreements(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: AgreementFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.service.listAgreements(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => AgreementPayload, {
    description:
      'Proposes an agreement; it says nothing until every party has signed. For backbone staff and for partners that are a party.',
  })
  async proposeAgreement(@CurrentActor() actor: Actor, @Args('input') input: ProposeAgreementInput) {
    return { agreement: await this.service.proposeAgreement(actor, input) };
  }

  @Mutation(() => AgreementPayload, {
    description: 'Signs for a party that you speak for, as a person and not with an API key.',
  })
  async signAgreement(@CurrentActor() actor: Actor, @Args('input') { id, organizationId }: SignAgreementInput) {
    return { agreement: await this.service.signAgreement(actor, id, organizationId ?? null) };
  }

  @Mutation(() => AgreementPayload, {
    description:
      'Ends an agreement for all, from now on, for a party that you speak for. What audiences received by it, they have; withdraw reports that they should not read any more.',
  })
  async revokeAgreement(
    @CurrentActor() actor: Actor,
    @Args('input') { id, organizationId, reason }: RevokeAgreementInput,
  ) {
    return { agreement: await this.service.revokeAgreement(actor, id, organizationId ?? null, reason) };
  }

  @ResolveField(() => [AgreementPartyType], { description: 'The backbone first.' })
  parties(@Parent() { id }: Agreement, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.service.partiesOf(actor, ids);
    return loadRelated(context, 'Agreement.parties', id, load, (one) => one.agreementId);
  }

  @ResolveField(() => [MeasureType])
  measures(@Parent() { measureIds }: Agreement, @Context() context: RequestContext) {
    return loadNodes<MeasureType>(context, 'Measure', measureIds);
  }

  @ResolveField(() => AgreementType, { nullable: true, description: 'The one whose place it takes.' })
  supersedes(@Parent() { supersedesId }: Agreement, @Context() context: RequestContext) {
    return supersedesId && loadNode<AgreementType>(context, 'Agreement', supersedesId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  proposedBy(@Parent() agreement: Agreement, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', agreement.proposedBy);
  }

  @ResolveField(() => PersonType, { nullable: true })
  revokedBy(@Parent() agreement: Agreement, @Context() context: RequestContext) {
    return agreement.revokedBy && loadNode<PersonType>(context, 'Person', agreement.revokedBy);
  }

  @ResolveField(() => OrganizationType, {
    nullable: true,
    description: 'The party that revoked it; null where it was the backbone.',
  })
  revokedFor(@Parent() { revokedForId }: Agreement, @Context() context: RequestContext) {
    return revokedForId && loadNode<OrganizationType>(context, 'Organization', revokedForId);
  }
}

@Resolver(() => AgreementPartyType)
export class AgreementPartyResolver {
  @ResolveField(() => OrganizationType, { nullable: true, description: 'Null: the backbone of the coalition.' })
  organization(@Parent() { organizationId }: AgreementParty, @Context() context: RequestContext) {
    return organizationId && loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  signedBy(@Parent() party: AgreementParty, @Context() context: RequestContext) {
    return party.signedBy && loadNode<PersonType>(context, 'Person', party.signedBy);
  }
}
