import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { ScorecardModule } from '@keelson/scorecard';
import { GroupCategoriesResolver } from './group-categories.resolver.js';
import { ScorecardCheckResolver, ScorecardResolver } from './scorecard.resolver.js';

@Module({
  imports: [CoalitionsModule, ScorecardModule],
  providers: [GroupCategoriesResolver, ScorecardCheckResolver, ScorecardResolver],
})
export class ScorecardDoor {}
