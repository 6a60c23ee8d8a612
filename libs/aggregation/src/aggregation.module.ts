import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { AggregationService } from './aggregation.service.js';
import { Forecast } from './forecast.entity.js';
import { ForecastsService } from './forecasts.service.js';
import { GapsService } from './gaps.service.js';

registerEntities(Forecast);

@Module({
  imports: [CoalitionsModule, MeasuresModule, SubmissionsModule],
  providers: [AggregationService, ForecastsService, GapsService],
  exports: [AggregationService, ForecastsService, GapsService],
})
export class AggregationModule {}
