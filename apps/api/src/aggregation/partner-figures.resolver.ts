import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PartnerFiguresService, type PartnerFigure } from '@keelson/aggregation';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PartnerFigureRequestInput } from './partner-figures.inputs.js';
import { PartnerFigureType } from './partner-figure.type.js';

@Resolver(() => PartnerFigureType)
export class PartnerFiguresResolver {
  constructor(@Inject(PartnerFiguresService) private readonly partners: PartnerFiguresService) {}

  @Query(() => [PartnerFigureType], {
    nullable: true,
    description:
      "Every partner's own figure of a measure, by period and organization: all for backbone staff; for others their own, and those of organizations whose agreement of grain PARTNER names an audience of theirs.",
  })
  partnerFigures(@CurrentActor() actor: Actor, @Args('request') request: PartnerFigureRequestInput) {
    return this.partners.partnerFigures(actor, request);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: PartnerFigure, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }
}
