import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OverlapService, type OverlapResolution } from '@keelson/aggregation';
import { formatPeriod, type Measure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { MeasureType } from '../measures/measure.type.js';
import { ResolveOverlapInput } from './overlap.inputs.js';
import { OverlapResolutionType } from './overlap.type.js';

const OverlapResolutionPayload = payloadOf('OverlapResolutionPayload', 'resolution', OverlapResolutionType);

@Resolver(() => MeasureType)
export class MeasureOverlapResolver {
  constructor(@Inject(OverlapService) private readonly overlap: OverlapService) {}

  @Mutation(() => OverlapResolutionPayload, {
    description:
      'Writes down what was signed about people whom several partners counted: figures of these periods are then values, no intervals. Supersedes what was resolved before.',
  })
  async resolveOverlap(@CurrentActor() actor: Actor, @Args('input') input: ResolveOverlapInput) {
    return { resolution: await this.overlap.resolveOverlap(actor, input) };
  }

  @ResolveField(() => [OverlapResolutionType], {
    description: 'What was signed about people counted by several partners, the latest first.',
  })
  overlapResolutions(@Parent() measure: Measure, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.overlap.loadResolutions(actor, ids);
    return loadRelated(context, 'Measure.overlapResolutions', measure.id, load, (one) => one.measureId);
  }
}

@Resolver(() => OverlapResolutionType)
export class OverlapResolutionResolver {
  @ResolveField(() => PeriodScalar)
  firstPeriod(@Parent() { frequency, firstPeriodStart }: OverlapResolution) {
    return formatPeriod({ frequency, start: firstPeriodStart });
  }

  @ResolveField(() => PeriodScalar)
  lastPeriod(@Parent() { frequency, lastPeriodStart }: OverlapResolution) {
    return formatPeriod({ frequency, start: lastPeriodStart });
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() { measureId }: OverlapResolution, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', measureId);
  }
}
