import { Module } from '@nestjs/common';
import { BriefingsModule } from '@keelson/briefings';
import { BriefsResolver } from './briefs.resolver.js';
import { InsightsResolver } from './insights.resolver.js';
import { QuestionsResolver } from './questions.resolver.js';
import { ResourceLinksResolver } from './resource-links.resolver.js';

@Module({
  imports: [BriefingsModule],
  providers: [BriefsResolver, InsightsResolver, QuestionsResolver, ResourceLinksResolver],
})
export class BriefingsDoor {}
