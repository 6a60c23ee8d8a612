import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { registerEntities } from '@keelson/platform';
import { AdoptionService } from './adoption.service.js';
import { Agenda } from './agenda.entity.js';
import { AgendaService } from './agenda.service.js';
import { DraftingService } from './drafting.service.js';
import { Goal } from './goal.entity.js';
import { Pledge } from './pledge.entity.js';
import { PledgesService } from './pledges.service.js';
import { Strategy } from './strategy.entity.js';

registerEntities(Agenda, Goal, Strategy, Pledge);

@Module({
  imports: [CoalitionsModule],
  providers: [AgendaService, DraftingService, AdoptionService, PledgesService],
  exports: [AgendaService, DraftingService, AdoptionService, PledgesService],
})
export class AgendaModule {}
