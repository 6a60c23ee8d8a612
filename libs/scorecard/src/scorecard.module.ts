import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { AgendaModule } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { BriefingsModule } from '@keelson/briefings';
import { CoalitionsModule } from '@keelson/coalitions';
import { CommitmentsModule } from '@keelson/commitments';
import { CommunicationsModule } from '@keelson/communications';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { DueScorecards } from './due-scorecards.js';
import { GroupCategoriesService } from './group-categories.service.js';
import { GroupCategory } from './group-category.entity.js';
import { ScorecardCheck, ScorecardEvaluation } from './scorecard-check.entity.js';
import { ScorecardService } from './scorecard.service.js';

registerEntities(GroupCategory, ScorecardCheck, ScorecardEvaluation);

const rooms = [
  ActivitiesModule,
  AgendaModule,
  BackboneModule,
  BriefingsModule,
  CoalitionsModule,
  CommitmentsModule,
  CommunicationsModule,
  MeasuresModule,
  SubmissionsModule,
];
const verbs = [DueScorecards, GroupCategoriesService, ScorecardService];

@Module({ imports: rooms, providers: verbs, exports: verbs })
export class ScorecardModule {}
