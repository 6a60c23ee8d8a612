import { Inject, Injectable } from '@nestjs/common';
import { importMeasurementsJob, ImportRunner, type RunImport } from '@keelson/exchange';
import type { Attempt, Processor } from '@keelson/platform';

@Injectable()
export class ImportMeasurementsProcessor implements Processor<RunImport> {
  readonly contract = importMeasurementsJob;

  constructor(@Inject(ImportRunner) private readonly runner: ImportRunner) {}

  process(job: RunImport, attempt: Attempt): Promise<void> {
    return this.runner.runImport(job, attempt);
  }
}
