import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { AggregationService } from './aggregation.service.js';
import { OverlapResolution } from './overlap-resolution.entity.js';
import { OverlapService } from './overlap.service.js';

registerEntities(OverlapResolution);

@Module({
  imports: [CoalitionsModule, MeasuresModule, SubmissionsModule],
  providers: [AggregationService, OverlapService],
  exports: [AggregationService, OverlapService],
})
export class AggregationModule {}
