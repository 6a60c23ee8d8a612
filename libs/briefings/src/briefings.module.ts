import { Module } from '@nestjs/common';
import { BackboneModule } from '@keelson/backbone';
import { registerEntities } from '@keelson/platform';
import { Brief } from './brief.entity.js';
import { BriefsService } from './briefs.service.js';
import { Insight } from './insight.entity.js';
import { InsightsService } from './insights.service.js';
import { Question } from './question.entity.js';
import { QuestionsService } from './questions.service.js';
import { ResourceLink } from './resource-link.entity.js';
import { ResourceLinksService } from './resource-links.service.js';

registerEntities(Brief, Insight, Question, ResourceLink);

const services = [BriefsService, InsightsService, QuestionsService, ResourceLinksService];

@Module({ imports: [BackboneModule], providers: services, exports: services })
export class BriefingsModule {}
