import { Inject, Injectable } from '@nestjs/common';
import { OverdueCommitments } from '@keelson/commitments';
import { Sweep } from '../sweep.js';

/** A due date is a day: an hour late is early enough. */
const interval = 60 * 60_000;

@Injectable()
export class CommitmentsDue extends Sweep {
  constructor(@Inject(OverdueCommitments) commitments: OverdueCommitments) {
    super('Overdue commitments', interval, () => commitments.announceOverdue());
  }
}
