import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { QualityService, type QualityOutcome, type WrittenCell } from '@keelson/quality';
import type { Actor, Problem } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { SubmitMeasurementsPayload } from '../submissions/submission.type.js';
import { QualityFindingType, QualityOutcomeEnum } from './finding.type.js';

/** What the mutation hands its payload on with. */
interface Submitted {
  /** Set when the batch was judged: what was sent, in its order. */
  sent?: { coalitionId: string; values: readonly WrittenCell[] };
  submissionIds?: string[];
  userErrors?: Problem[];
}

@Resolver(() => SubmitMeasurementsPayload)
export class SubmissionWarningsResolver {
  constructor(@Inject(QualityService) private readonly quality: QualityService) {}

  @ResolveField(() => [QualityFindingType], {
    description:
      'What the quality checks say of the cells just written, violations first, at most 500 (`checkQuality` pages through all): nothing is refused for it. None for a dry run, which writes nothing. Needs the scope READ.',
  })
  async warnings(
    @CurrentActor() actor: Actor,
    @Parent() { sent, submissionIds = [], userErrors = [] }: Submitted,
    @Args('outcomes', { type: () => [QualityOutcomeEnum], nullable: true, description: 'All unless told.' })
    outcomes: QualityOutcome[] | null,
  ) {
    if (!sent || submissionIds.length === 0) return [];
    const refused = new Set(userErrors.map(({ field: [, index] }) => Number(index)));
    const written = sent.values.filter((_, index) => !refused.has(index));
    return this.quality.findWarnings(actor, sent.coalitionId, written, { outcomes });
  }
}
