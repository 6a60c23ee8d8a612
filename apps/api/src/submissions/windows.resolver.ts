import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPeriod } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { WindowsService, type ReportingExtension, type ReportingWindow } from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { ReportingExtensionConnection, ReportingExtensionType, ReportingWindowType } from './window.type.js';
import { ExtendReportingWindowInput, SetReportingWindowInput } from './windows.inputs.js';

const ReportingWindowPayload = payloadOf('ReportingWindowPayload', 'reportingWindow', ReportingWindowType);
const ReportingExtensionPayload = payloadOf('ReportingExtensionPayload', 'reportingExtension', ReportingExtensionType);

@Resolver(() => ReportingWindowType)
export class WindowsResolver {
  constructor(@Inject(WindowsService) private readonly windows: WindowsService) {}

  @Query(() => [ReportingWindowType], {
    nullable: true,
    description:
      'The windows that were set, by frequency, the earliest first; where there is none, a period is always open.',
  })
  reportingWindows(@CurrentActor() actor: Actor, @IdArg('coalitionId', 'Coalition') coalitionId: string) {
    return this.windows.reportingWindows(actor, coalitionId);
  }

  @Query(() => ReportingExtensionConnection, {
    nullable: true,
    description: 'The latest first: all for backbone staff, else those of the organizations that you submit for.',
  })
  reportingExtensions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.windows.reportingExtensions(actor, coalitionId, page);
  }

  @Mutation(() => ReportingWindowPayload, {
    description: 'Sets when periods of a frequency open, are due and close; a window from the same period is replaced.',
  })
  async setReportingWindow(@CurrentActor() actor: Actor, @Args('input') input: SetReportingWindowInput) {
    return { reportingWindow: await this.windows.setReportingWindow(actor, input) };
  }

  @Mutation(() => ReportingExtensionPayload, {
    description: 'Gives one organization more time for one period; an earlier extension of the same is replaced.',
  })
  async extendReportingWindow(@CurrentActor() actor: Actor, @Args('input') input: ExtendReportingWindowInput) {
    return { reportingExtension: await this.windows.extendReportingWindow(actor, input) };
  }

  @ResolveField(() => PeriodScalar, { nullable: true, description: 'The first that it governs; null: from ever.' })
  firstPeriod(@Parent() { frequency, firstPeriodStart }: ReportingWindow) {
    return firstPeriodStart && formatPeriod({ frequency, start: firstPeriodStart });
  }
}

@Resolver(() => ReportingExtensionType)
export class ReportingExtensionResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: ReportingExtension, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: ReportingExtension) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => PersonType, { nullable: true })
  grantedBy(@Parent() extension: ReportingExtension, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', extension.grantedBy);
  }
}
