import { Module } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { SearchModule } from '@keelson/search';
import { QualityModule } from '@keelson/quality';
import { SubmissionsModule } from '@keelson/submissions';
import { FigureChangesResolver, FiguresResolver } from './figures.resolver.js';
import { ForecastsResolver, MeasureCurveResolver, MeasureGapsResolver } from './forecasts.resolver.js';
import { MeasureStoryResolver } from './measure-story.resolver.js';
import { MeasureOverlapResolver, OverlapResolutionResolver } from './overlap.resolver.js';
import { PartnerFiguresResolver } from './partner-figures.resolver.js';
import { PeersResolver } from './peers.resolver.js';

@Module({
  imports: [AggregationModule, QualityModule, SearchModule, SubmissionsModule],
  providers: [
    FigureChangesResolver,
    FiguresResolver,
    ForecastsResolver,
    MeasureCurveResolver,
    MeasureGapsResolver,
    MeasureOverlapResolver,
    MeasureStoryResolver,
    OverlapResolutionResolver,
    PartnerFiguresResolver,
    PeersResolver,
  ],
})
export class AggregationDoor {}
