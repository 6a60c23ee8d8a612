import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { AggregationService } from './aggregation.service.js';
import { Forecast } from './forecast.entity.js';
import { ForecastsService } from './forecasts.service.js';
import { GapsService } from './gaps.service.js';
import { MeasureStoryService } from './measure-story.service.js';
import { OverlapResolution } from './overlap-resolution.entity.js';
import { OverlapService } from './overlap.service.js';
import { PartnerFiguresService } from './partner-figures.service.js';
import { PeersService } from './peers.service.js';
import { RollupsService } from './rollups.service.js';

registerEntities(Forecast, OverlapResolution);

const verbs = [
  AggregationService,
  ForecastsService,
  GapsService,
  MeasureStoryService,
  OverlapService,
  PartnerFiguresService,
  PeersService,
  RollupsService,
];

@Module({ imports: [CoalitionsModule, MeasuresModule, SubmissionsModule], providers: verbs, exports: verbs })
export class AggregationModule {}
