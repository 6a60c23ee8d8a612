import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { MeasuresModule } from '@keelson/measures';
import { registerEntities } from '@keelson/platform';
import { AgreementParty } from './agreement-party.entity.js';
import { Agreement } from './agreement.entity.js';
import { AgreementsService } from './agreements.service.js';
import { ExpiringAgreements } from './expiring-agreements.js';

registerEntities(Agreement, AgreementParty);

const verbs = [AgreementsService, ExpiringAgreements];

@Module({ imports: [CoalitionsModule, MeasuresModule], providers: verbs, exports: verbs })
export class AgreementsModule {}
