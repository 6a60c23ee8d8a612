import { Inject, Module } from '@nestjs/common';
import { AgendaModule, MeasuredGoals } from '@keelson/agenda';
import { CoalitionsModule } from '@keelson/coalitions';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { Assignment } from './assignment.entity.js';
import { Breakdown } from './breakdown.entity.js';
import { CategoriesService } from './categories.service.js';
import { CategoryMerger } from './category-merger.entity.js';
import { Combination } from './combination.entity.js';
import { Category, Dimension } from './dimension.entity.js';
import { DimensionsService } from './dimensions.service.js';
import { MeasureGoalsService } from './measure-goals.service.js';
import { measuredGoalsOf } from './measured-goals.sql.js';
import { MeasureOperand } from './measure-operand.entity.js';
import { MeasureVersion } from './measure-version.entity.js';
import { Measure } from './measure.entity.js';
import { MeasuresService } from './measures.service.js';
import { Baseline, Target } from './target.entity.js';

registerEntities(Assignment, Baseline, Breakdown, Category, CategoryMerger, Combination, Dimension, Measure);
registerEntities(MeasureOperand, MeasureVersion, Target);

const verbs = [CategoriesService, DimensionsService, MeasureGoalsService, MeasuresService];

@Module({ imports: [AgendaModule, CoalitionsModule, OrganizationsModule], providers: verbs, exports: verbs })
export class MeasuresModule {
  constructor(@Inject(MeasuredGoals) goals: MeasuredGoals) {
    goals.answeredBy(measuredGoalsOf);
  }
}
