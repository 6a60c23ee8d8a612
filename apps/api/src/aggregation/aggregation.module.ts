import { Module } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { FigureChangesResolver, FiguresResolver } from './figures.resolver.js';
import { ForecastsResolver, MeasureCurveResolver, MeasureGapsResolver } from './forecasts.resolver.js';

@Module({
  imports: [AggregationModule],
  providers: [FigureChangesResolver, FiguresResolver, ForecastsResolver, MeasureCurveResolver, MeasureGapsResolver],
})
export class AggregationDoor {}
