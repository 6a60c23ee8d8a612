import { Module } from '@nestjs/common';
import { BackboneModule } from '@keelson/backbone';
import { CoalitionsModule } from '@keelson/coalitions';
import { registerEntities } from '@keelson/platform';
import { AdoptionService } from './adoption.service.js';
import { AgendaAdoption } from './agenda-adoption.entity.js';
import { Agenda } from './agenda.entity.js';
import { AgendaService } from './agenda.service.js';
import { AlignmentStatement } from './alignment-statement.entity.js';
import { AlignmentService } from './alignment.service.js';
import { CommunityInput } from './community-input.entity.js';
import { DraftingService } from './drafting.service.js';
import { AgendaFiguresService } from './figures.service.js';
import { GlossaryService } from './glossary.service.js';
import { Goal } from './goal.entity.js';
import { InputsService } from './inputs.service.js';
import { MeasuredGoals } from './measured-goals.js';
import { Pledge } from './pledge.entity.js';
import { PledgesService } from './pledges.service.js';
import { PublicInputsService } from './public-inputs.service.js';
import { ReadinessService } from './readiness.service.js';
import { Strategy } from './strategy.entity.js';
import { TermDefinition } from './term-definition.entity.js';
import { TermPosition } from './term-position.entity.js';
import { TermPositionsService } from './term-positions.service.js';
import { Term } from './term.entity.js';

registerEntities(Agenda, AgendaAdoption, Goal, Strategy, Pledge, AlignmentStatement);
registerEntities(Term, TermDefinition, TermPosition, CommunityInput);

const services = [
  AdoptionService,
  AgendaFiguresService,
  AgendaService,
  AlignmentService,
  DraftingService,
  GlossaryService,
  InputsService,
  MeasuredGoals,
  PledgesService,
  PublicInputsService,
  ReadinessService,
  TermPositionsService,
];

@Module({ imports: [BackboneModule, CoalitionsModule], providers: services, exports: services })
export class AgendaModule {}
