import { Module } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { FigureChangesResolver, FiguresResolver } from './figures.resolver.js';
import { ForecastsResolver, MeasureCurveResolver, MeasureGapsResolver } from './forecasts.resolver.js';
import { MeasureOverlapResolver, OverlapResolutionResolver } from './overlap.resolver.js';
import { PeersResolver } from './peers.resolver.js';

@Module({
  imports: [AggregationModule],
  providers: [
    FigureChangesResolver,
    FiguresResolver,
    ForecastsResolver,
    MeasureCurveResolver,
    MeasureGapsResolver,
    MeasureOverlapResolver,
    OverlapResolutionResolver,
    PeersResolver,
  ],
})
export class AggregationDoor {}
