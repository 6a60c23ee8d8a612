import { Module } from '@nestjs/common';
import { MeasuresModule } from '@keelson/measures';
import { CategoriesResolver, CategoryMergerResolver } from './categories.resolver.js';
import { DimensionsResolver } from './dimensions.resolver.js';
import {
  BaselineResolver,
  BreakdownResolver,
  MeasureOperandResolver,
  MeasureVersionResolver,
  TargetResolver,
} from './measure-parts.resolver.js';
import { MeasuresResolver } from './measures.resolver.js';

@Module({
  imports: [MeasuresModule],
  providers: [
    BaselineResolver,
    BreakdownResolver,
    CategoriesResolver,
    CategoryMergerResolver,
    DimensionsResolver,
    MeasureOperandResolver,
    MeasureVersionResolver,
    MeasuresResolver,
    TargetResolver,
  ],
})
export class MeasuresDoor {}
