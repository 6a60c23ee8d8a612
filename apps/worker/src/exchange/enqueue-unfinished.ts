import { Inject, Injectable } from '@nestjs/common';
import { BulkOperationsService } from '@keelson/exchange';
import { lostJobs, Sweep } from '../sweep.js';

@Injectable()
export class UnfinishedImports extends Sweep {
  constructor(@Inject(BulkOperationsService) operations: BulkOperationsService) {
    super('Unfinished imports', lostJobs, () => operations.enqueueUnfinished());
  }
}
