import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '@keelson/platform';
import { RequestsService } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { CancelReportPayload, ReportType, RetryReportPayload } from './report.type.js';
import { CancelReportInput, RetryReportInput } from './reports.inputs.js';

@Resolver(() => ReportType)
export class RequestsResolver {
  constructor(@Inject(RequestsService) private readonly requests: RequestsService) {}

  @Mutation(() => CancelReportPayload, {
    description:
      'Ends a REQUESTED or COMPILING report: at once, or within a moment where a worker is at it. Nothing of it stays. Too late for one that is COMPILED meanwhile. For backbone staff, and whoever asked for it.',
  })
  async cancelReport(@CurrentActor() actor: Actor, @Args('input') { id, reason }: CancelReportInput) {
    return { report: await this.requests.cancelReport(actor, id, reason) };
  }

  @Mutation(() => RetryReportPayload, {
    description:
      'Has a FAILED report compiled again, under the same id; why it failed stays in the history. For backbone staff, and whoever asked for it.',
  })
  async retryReport(@CurrentActor() actor: Actor, @Args('input') { id }: RetryReportInput) {
    return { report: await this.requests.retryReport(actor, id) };
  }
}
