import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AggregationService, type Figure, type FigureChange } from '@keelson/aggregation';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { MeasureType } from '../measures/measure.type.js';
import { FigureChangeType, FigureType } from './figure.type.js';
import { FigureRequestInput } from './figures.inputs.js';

@Resolver(() => FigureType)
export class FiguresResolver {
  constructor(@Inject(AggregationService) private readonly aggregation: AggregationService) {}

  @Query(() => [FigureType], {
    nullable: true,
    description:
      'Figures computed now, by measure, period and cell. For backbone staff and, with small ones withheld, partners.',
  })
  figures(@CurrentActor() actor: Actor, @Args('request') request: FigureRequestInput) {
    return this.aggregation.figures(actor, request);
  }

  @Query(() => [FigureChangeType], {
    nullable: true,
    description:
      'How totals moved from period to period: plainly, and for the same partners. For measures summed over partners.',
  })
  figureChanges(@CurrentActor() actor: Actor, @Args('request') request: FigureRequestInput) {
    return this.aggregation.changes(actor, request);
  }

  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() figure: Figure, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', figure.measureId);
  }
}

@Resolver(() => FigureChangeType)
export class FigureChangesResolver {
  @ResolveField(() => MeasureType, { nullable: true })
  measure(@Parent() change: FigureChange, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', change.measureId);
  }
}
