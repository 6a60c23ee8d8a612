import { Module } from '@nestjs/common';
import { AggregationModule } from '@keelson/aggregation';
import { FigureChangesResolver, FiguresResolver } from './figures.resolver.js';

@Module({ imports: [AggregationModule], providers: [FigureChangesResolver, FiguresResolver] })
export class AggregationDoor {}
