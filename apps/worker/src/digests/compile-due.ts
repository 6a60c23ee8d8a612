import { Inject, Injectable } from '@nestjs/common';
import { DigestCompiler } from '@keelson/digests';
import { Sweep } from '../sweep.js';

/** A digest is due on Monday at seven; a minute later is early enough. */
const interval = 60_000;

@Injectable()
export class DueDigests extends Sweep {
  constructor(@Inject(DigestCompiler) digests: DigestCompiler) {
    super('Due digests', interval, () => digests.compileDue());
  }
}
