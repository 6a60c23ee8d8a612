import { Module } from '@nestjs/common';
import { EditionsModule } from '@keelson/editions';
import {
  DefinitionsResolver,
  DefinitionVersionResolver,
  NarrativeSectionResolver,
  ReportEditionResolver,
} from './definitions.resolver.js';
import { DefinitionSchedulesResolver, SchedulesResolver } from './schedules.resolver.js';

@Module({
  imports: [EditionsModule],
  providers: [
    DefinitionsResolver,
    DefinitionSchedulesResolver,
    DefinitionVersionResolver,
    NarrativeSectionResolver,
    ReportEditionResolver,
    SchedulesResolver,
  ],
})
export class EditionsDoor {}
