import { Module } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { FigureChangesResolver, FiguresResolver } from './figures.resolver.js';
import { MeasureOverlapResolver, OverlapResolutionResolver } from './overlap.resolver.js';

@Module({
  imports: [AggregationModule],
  providers: [FigureChangesResolver, FiguresResolver, MeasureOverlapResolver, OverlapResolutionResolver],
})
export class AggregationDoor {}
