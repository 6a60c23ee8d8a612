import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { AgendaResolver } from './agenda.resolver.js';
import { DraftingResolver } from './drafting.resolver.js';
import { GoalsResolver, StrategiesResolver } from './goals.resolver.js';
import { PledgeFiguresResolver, PledgesResolver } from './pledges.resolver.js';

@Module({
  imports: [AgendaModule],
  providers: [
    AgendaResolver,
    DraftingResolver,
    GoalsResolver,
    StrategiesResolver,
    PledgesResolver,
    PledgeFiguresResolver,
  ],
})
export class AgendaDoor {}
