import { Module } from '@nestjs/common';
import { ScorecardModule } from '@keelson/scorecard';
import { GroupCategoriesResolver } from './group-categories.resolver.js';
import { ScorecardCheckResolver, ScorecardResolver } from './scorecard.resolver.js';

@Module({
  imports: [ScorecardModule],
  providers: [GroupCategoriesResolver, ScorecardCheckResolver, ScorecardResolver],
})
export class ScorecardDoor {}
