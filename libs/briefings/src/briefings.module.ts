import { Module } from '@nestjs/common';
import { BackboneModule } from '@keelson/backbone';
import { registerEntities } from '@keelson/platform';
import { Brief } from './brief.entity.js';
import { Insight } from './insight.entity.js';
import { Question } from './question.entity.js';
import { ResourceLink } from './resource-link.entity.js';

registerEntities(Brief, Insight, Question, ResourceLink);

@Module({ imports: [BackboneModule] })
export class BriefingsModule {}
