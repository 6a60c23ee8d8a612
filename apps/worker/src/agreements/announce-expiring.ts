import { Inject, Injectable } from '@nestjs/common';
import { ExpiringAgreements } from '@keelson/agreements';
import { Sweep } from '../sweep.js';

/** A last day is a day: an hour late is early enough. */
const interval = 60 * 60_000;

@Injectable()
export class AgreementExpiry extends Sweep {
  constructor(@Inject(ExpiringAgreements) agreements: ExpiringAgreements) {
    super('Ends of agreements', interval, () => agreements.announceExpiring());
  }
}
