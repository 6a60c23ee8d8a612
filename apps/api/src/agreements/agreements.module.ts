import { Module } from '@nestjs/common';
import { AgreementsModule } from '@keelson/agreements';
import { AgreementPartyResolver, AgreementsResolver } from './agreements.resolver.js';

@Module({ imports: [AgreementsModule], providers: [AgreementPartyResolver, AgreementsResolver] })
export class AgreementsDoor {}
