import { Inject, Injectable } from '@nestjs/common';
import { DueEditions } from '@keelson/editions';
import { Sweep } from '../sweep.js';

/** A schedule says the minute; nobody waits for the second. */
const interval = 10_000;

/** Asks the schedules for what is due. */
@Injectable()
export class DueReports extends Sweep {
  constructor(@Inject(DueEditions) editions: DueEditions) {
    super('Due editions', interval, () => editions.makeDueEditions());
  }
}
