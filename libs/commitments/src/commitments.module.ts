import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { BackboneModule } from '@keelson/backbone';
import { CoalitionsModule } from '@keelson/coalitions';
import { CommunicationsModule } from '@keelson/communications';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { CommitmentFiguresService } from './commitment-figures.service.js';
import { CommitmentRenegotiation } from './commitment-renegotiation.entity.js';
import { Commitment } from './commitment.entity.js';
import { CommitmentMovesService } from './commitment-moves.service.js';
import { CommitmentsService } from './commitments.service.js';
import { OverdueCommitments } from './overdue-commitments.js';

registerEntities(Commitment, CommitmentRenegotiation);

const verbs = [CommitmentFiguresService, CommitmentMovesService, CommitmentsService, OverdueCommitments];

@Module({
  imports: [ActivitiesModule, BackboneModule, CoalitionsModule, CommunicationsModule, OrganizationsModule],
  providers: verbs,
  exports: verbs,
})
export class CommitmentsModule {}
