import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '@keelson/platform';
import { WholePeriodsService, type WholePeriodResult } from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { SubmitMeasurementsPayload } from './submission.type.js';
import { ConfirmUnchangedInput, DeclineToReportInput } from './whole-periods.inputs.js';

@Resolver()
export class WholePeriodsResolver {
  constructor(@Inject(WholePeriodsService) private readonly wholePeriods: WholePeriodsService) {}

  @Mutation(() => SubmitMeasurementsPayload, {
    description:
      'Says that nothing changed: writes and submits the answers of the period before once more, totals, parts and non-values, all or nothing. Refused for a measure without an answer then, and across a version that is not COMPARABLE.',
  })
  async confirmUnchanged(@CurrentActor() actor: Actor, @Args('input') input: ConfirmUnchangedInput) {
    return payloadOf(await this.wholePeriods.confirmUnchanged(actor, input));
  }

  @Mutation(() => SubmitMeasurementsPayload, {
    description: 'Says why there are no numbers: writes and submits a non-value with its reason, all or nothing.',
  })
  async declineToReport(@CurrentActor() actor: Actor, @Args('input') input: DeclineToReportInput) {
    return payloadOf(await this.wholePeriods.declineToReport(actor, input));
  }
}

function payloadOf({ problems, ...result }: WholePeriodResult) {
  return { ...result, userErrors: problems };
}
