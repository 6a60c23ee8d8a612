import { Inject, Injectable } from '@nestjs/common';
import { DueScorecards } from '@keelson/scorecard';
import { Sweep } from '../sweep.js';

/** Days start at midnight somewhere all day long; a new coalition waits for its first evaluation no longer than this. */
const interval = 60_000;

@Injectable()
export class Scorecards extends Sweep {
  constructor(@Inject(DueScorecards) due: DueScorecards) {
    super('Due scorecards', interval, () => due.evaluateDue());
  }
}
