import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { SubmissionsModule } from '@keelson/submissions';
import { AggregationService } from './aggregation.service.js';

@Module({
  imports: [CoalitionsModule, MeasuresModule, SubmissionsModule],
  providers: [AggregationService],
  exports: [AggregationService],
})
export class AggregationModule {}
