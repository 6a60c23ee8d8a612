import { Module } from '@nestjs/common';
import { QualityModule } from '@keelson/quality';
import { FindingsResolver, QualityExplanationResolver } from './findings.resolver.js';
import { QualityRulesResolver } from './quality-rules.resolver.js';
import { SubmissionWarningsResolver } from './submission-warnings.resolver.js';

@Module({
  imports: [QualityModule],
  providers: [FindingsResolver, QualityExplanationResolver, QualityRulesResolver, SubmissionWarningsResolver],
})
export class QualityDoor {}
