import { Module } from '@nestjs/common';
import { CommitmentsModule } from '@keelson/commitments';
import {
  CapabilityCoverageResolver,
  CommitmentFiguresResolver,
  TieEvidenceResolver,
  TiesResolver,
} from './commitment-figures.resolver.js';
import {
  ActivityCommitmentsResolver,
  CommitmentPartsResolver,
  ConversationCommitmentsResolver,
} from './commitment-parts.resolver.js';
import { CommitmentsResolver } from './commitments.resolver.js';

@Module({
  imports: [CommitmentsModule],
  providers: [
    ActivityCommitmentsResolver,
    CapabilityCoverageResolver,
    CommitmentFiguresResolver,
    CommitmentPartsResolver,
    CommitmentsResolver,
    ConversationCommitmentsResolver,
    TieEvidenceResolver,
    TiesResolver,
  ],
})
export class CommitmentsDoor {}
