import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { GroupCategory } from './group-category.entity.js';
import { ScorecardCheck, ScorecardEvaluation } from './scorecard-check.entity.js';

registerEntities(GroupCategory, ScorecardCheck, ScorecardEvaluation);

@Module({})
export class ScorecardModule {}
