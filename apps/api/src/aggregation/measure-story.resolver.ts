import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { lastCollected, MeasureStoryService, type MeasureStory } from '@keelson/aggregation';
import { formatPeriod, type Frequency } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { QualityService, type QualityExplanation } from '@keelson/quality';
import { SearchService } from '@keelson/search';
import { ReportingService } from '@keelson/submissions';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { DecisionType } from '../communications/decision.type.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes } from '../graphql/node.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { MeasureType } from '../measures/measure.type.js';
import { QualityExplanationType } from '../quality/finding.type.js';
import { OutstandingCellType } from '../submissions/reporting.type.js';
import { showForecast } from './forecasts.resolver.js';
import { MeasureStoryType } from './measure-story.type.js';

/** What a page beside a chart can hold. */
const mostNotes = 100;
const mostDecisions = 20;

@Resolver(() => MeasureStoryType)
export class MeasureStoryResolver {
  constructor(
    @Inject(MeasureStoryService) private readonly stories: MeasureStoryService,
    @Inject(QualityService) private readonly quality: QualityService,
    @Inject(ReportingService) private readonly reporting: ReportingService,
    @Inject(SearchService) private readonly search: SearchService,
  ) {}

  @Query(() => MeasureStoryType, {
    nullable: true,
    description:
      "One measure's whole story in one round trip, for a dashboard. At most 600 periods of the measure's frequency or a longer one. For backbone staff and, with small figures withheld, partners.",
  })
  async measureStory(
    @CurrentActor() actor: Actor,
    @IdArg('measureId', 'Measure') measureId: string,
    @Args('firstPeriod', { type: () => PeriodScalar, description: 'Its frequency is that of the figures.' })
    firstPeriod: string,
    @Args('lastPeriod', { type: () => PeriodScalar, description: 'Included.' }) lastPeriod: string,
  ) {
    const { curve, targets, baseline, resolutions, ...story } = await this.stories.measureStory(actor, {
      ...{ measureId, firstPeriod, lastPeriod },
    });
    const forecasts = curve.forecasts.map(showForecast);
    return {
      ...{ ...story, overlapResolutions: resolutions, curve: { ...curve, forecasts, forecast: forecasts[0] ?? null } },
      ...{ targets: targets.map(withPeriod), baseline: baseline && withPeriod(baseline) },
    };
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measure }: MeasureStory, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', measure.id);
  }

  @ResolveField(() => Int, {
    description:
      'Numbers of the last collected period of the span that are likely wrong and that nobody has explained (checkQuality): everybody’s for backbone staff, else your own.',
  })
  async openWarnings(@CurrentActor() actor: Actor, @Parent() { measure, lastPeriod }: MeasureStory): Promise<number> {
    const { coalitionId, id, frequency } = measure;
    const period = lastCollected(lastPeriod, frequency);
    const span = { frequency, firstPeriod: period, lastPeriod: period };
    const filter = { measureIds: [id], ...span, outcomes: ['VIOLATION' as const] };
    return (await this.quality.checkQuality(actor, coalitionId, filter, { first: 1 })).totalCount();
  }

  @ResolveField(() => [OutstandingCellType], {
    description: `What is owed for the year up to the end of the span, the earliest due first; at most ${mostNotes}. Everybody’s for backbone staff, else your own.`,
  })
  async outstanding(@CurrentActor() actor: Actor, @Parent() { measure, lastPeriod }: MeasureStory) {
    const filter = { measureIds: [measure.id], lastPeriod };
    return (await this.reporting.outstanding(actor, measure.coalitionId, filter, { first: mostNotes })).nodes;
  }

  @ResolveField(() => [QualityExplanationType], {
    description: `Why numbers of the span that look wrong are right, the latest first; at most ${mostNotes}. Everybody’s for backbone staff, else your own.`,
  })
  explanations(
    @CurrentActor() actor: Actor,
    @Parent() { measure, first, until }: MeasureStory,
  ): Promise<QualityExplanation[]> {
    return this.quality.explanationsOf(actor, measure, { first, until }, mostNotes);
  }

  @ResolveField(() => [DecisionType], {
    description: `Decisions in which the measure's name stands, the best match first; at most ${mostDecisions}.`,
  })
  async decisions(
    @CurrentActor() actor: Actor,
    @Parent() { measure }: MeasureStory,
    @Context() context: RequestContext,
  ) {
    const phrase = `"${measure.name.replaceAll('"', ' ').slice(0, 198)}"`;
    const asked = { text: phrase, kinds: ['DECISION' as const] };
    const { nodes } = await this.search.search(actor, measure.coalitionId, asked, { first: mostDecisions });
    return loadNodes<DecisionType>(
      context,
      'Decision',
      nodes.map(({ id }) => id),
    );
  }
}

function withPeriod<T extends { frequency: Frequency | null; periodStart: string | null }>(one: T) {
  const { frequency, periodStart: start } = one;
  return { ...one, period: frequency && start ? formatPeriod({ frequency, start }) : null };
}
