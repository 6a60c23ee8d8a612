import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { AuthModule } from '../auth/auth.module.js';
import { AgendaResolver } from './agenda.resolver.js';
import { AlignmentResolver, GoalAlignmentResolver } from './alignment.resolver.js';
import { CommunityInputsController } from './community-inputs.controller.js';
import { CommunityInputsResolver } from './community-inputs.resolver.js';
import { DraftingResolver } from './drafting.resolver.js';
import { GlossaryResolver, TermDefinitionsResolver, TermPositionResolver } from './glossary.resolver.js';
import { GoalsResolver, StrategiesResolver } from './goals.resolver.js';
import { PledgeFiguresResolver, PledgesResolver } from './pledges.resolver.js';
import { AgendaAdoptionResolver, ReadinessResolver } from './readiness.resolver.js';

@Module({
  imports: [AgendaModule, AuthModule],
  controllers: [CommunityInputsController],
  providers: [
    AgendaAdoptionResolver,
    AgendaResolver,
    AlignmentResolver,
    CommunityInputsResolver,
    DraftingResolver,
    GlossaryResolver,
    GoalAlignmentResolver,
    GoalsResolver,
    PledgeFiguresResolver,
    PledgesResolver,
    ReadinessResolver,
    StrategiesResolver,
    TermDefinitionsResolver,
    TermPositionResolver,
  ],
})
export class AgendaDoor {}
