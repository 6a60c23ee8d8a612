import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPeriod } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { BurdenService, type ReportingBurden } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { BurdenRequestInput } from './burden.inputs.js';
import { ReportingBurdenConnection, ReportingBurdenType } from './burden.type.js';

@Resolver(() => ReportingBurdenType)
export class BurdenResolver {
  constructor(@Inject(BurdenService) private readonly burden: BurdenService) {}

  @Query(() => ReportingBurdenConnection, {
    nullable: true,
    description:
      'What reporting asks of partners and what it gives back, per organization and period, the earliest first: all for backbone staff, else your own.',
  })
  reportingBurden(@CurrentActor() actor: Actor, @Args('request') request: BurdenRequestInput, @Args() page: PageArgs) {
    return this.burden.reportingBurden(actor, request, page);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: ReportingBurden, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: ReportingBurden) {
    return formatPeriod({ frequency, start: periodStart });
  }
}
