import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { QualityExplanation } from './quality-explanation.entity.js';
import { QualityRule } from './quality-rule.entity.js';
import { QualityService } from './quality.service.js';
import { QualityRulesService } from './rules.service.js';

registerEntities(QualityExplanation, QualityRule);

@Module({
  imports: [CoalitionsModule, MeasuresModule, OrganizationsModule, SubmissionsModule],
  providers: [QualityRulesService, QualityService],
  exports: [QualityRulesService, QualityService],
})
export class QualityModule {}
