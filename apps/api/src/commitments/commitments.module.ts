import { Module } from '@nestjs/common';
import { CommitmentsModule } from '@keelson/commitments';
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
    CommitmentPartsResolver,
    CommitmentsResolver,
    ConversationCommitmentsResolver,
  ],
})
export class CommitmentsDoor {}
