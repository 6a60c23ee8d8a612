import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPeriod } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import {
  ReportingService,
  type OutstandingCell,
  type OwedSubmission,
  type Reminder,
  type ReportingRates,
  type Submission,
} from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes } from '../graphql/node.js';
import { loadOneRelated } from '../graphql/related.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { MeasureType } from '../measures/measure.type.js';
import { OrganizationType } from '../organizations/organization.type.js';
import {
  OutstandingCellConnection,
  OutstandingCellType,
  OwedSubmissionType,
  ReminderConnection,
  ReminderType,
  ReportingRatesType,
} from './reporting.type.js';
import { SubmissionType } from './submission.type.js';
import { SubmissionWindowType } from './window.type.js';
import { OutstandingFilterInput, RatesRequestInput } from './windows.inputs.js';

@Resolver(() => OutstandingCellType)
export class OutstandingResolver {
  constructor(@Inject(ReportingService) private readonly reporting: ReportingService) {}

  @Query(() => OutstandingCellConnection, {
    nullable: true,
    description: 'Who still owes what, the earliest due first: all for backbone staff, else what you owe yourself.',
  })
  outstanding(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: OutstandingFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.reporting.outstanding(actor, coalitionId, filter ?? {}, page);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: OutstandingCell, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measureId }: OutstandingCell, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', measureId);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: OutstandingCell) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => SubmissionType, { nullable: true, description: 'Where it was begun.' })
  submission(@Parent() { submissionId }: OutstandingCell, @Context() context: RequestContext) {
    return submissionId && loadNode<SubmissionType>(context, 'Submission', submissionId);
  }
}

@Resolver(() => ReminderType)
export class RemindersResolver {
  constructor(@Inject(ReportingService) private readonly reporting: ReportingService) {}

  @Query(() => ReminderConnection, {
    nullable: true,
    description:
      'What is late or falls due soon, by organization, over the last year: all for backbone staff, else your own.',
  })
  reminders(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('withinDays', { type: () => Int, defaultValue: 7, description: '0 to 366.' }) withinDays: number,
    @Args() page: PageArgs,
  ) {
    return this.reporting.reminders(actor, coalitionId, withinDays, page);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() { organizationId }: Reminder, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => [OwedSubmissionType], { description: 'The earliest due first.' })
  submissions(@Parent() { submissions }: Reminder) {
    return submissions;
  }
}

@Resolver(() => OwedSubmissionType)
export class OwedSubmissionResolver {
  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: OwedSubmission) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => Int, { description: 'How many measures lack an answer.' })
  cells(@Parent() { measureIds }: OwedSubmission) {
    return measureIds.length;
  }

  @ResolveField(() => [MeasureType], { description: 'The measures that lack an answer.' })
  measures(@Parent() { measureIds }: OwedSubmission, @Context() context: RequestContext) {
    return loadNodes<MeasureType>(context, 'Measure', measureIds);
  }
}

@Resolver(() => ReportingRatesType)
export class ReportingRatesResolver {
  constructor(@Inject(ReportingService) private readonly reporting: ReportingService) {}

  @Query(() => [ReportingRatesType], {
    nullable: true,
    description:
      'How much came of what was asked for, how complete and how timely; by organization, partners see their own.',
  })
  reportingRates(@CurrentActor() actor: Actor, @Args('request') request: RatesRequestInput) {
    return this.reporting.reportingRates(actor, request);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Set by ORGANIZATION.' })
  organization(@Parent() { organizationId }: ReportingRates, @Context() context: RequestContext) {
    return organizationId && loadNode<OrganizationType>(context, 'Organization', organizationId);
  }

  @ResolveField(() => PeriodScalar, { nullable: true, description: 'Set by PERIOD.' })
  period(@Parent() { frequency, periodStart }: ReportingRates) {
    return periodStart && formatPeriod({ frequency, start: periodStart });
  }
}

@Resolver(() => SubmissionType)
export class SubmissionWindowResolver {
  constructor(@Inject(ReportingService) private readonly reporting: ReportingService) {}

  @ResolveField(() => SubmissionWindowType, { nullable: true })
  window(@Parent() { id }: Submission, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.reporting.loadSubmissionWindows(actor, ids);
    return loadOneRelated(context, 'Submission.window', id, load, (one) => one.submissionId);
  }
}
