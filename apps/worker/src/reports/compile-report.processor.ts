import { Inject, Injectable } from '@nestjs/common';
import type { Attempt, Processor } from '@keelson/platform';
import { compileReportJob, ReportCompiler, type CompileReport } from '@keelson/reports';

@Injectable()
export class CompileReportProcessor implements Processor<CompileReport> {
  readonly contract = compileReportJob;

  constructor(@Inject(ReportCompiler) private readonly compiler: ReportCompiler) {}

  process(job: CompileReport, attempt: Attempt): Promise<void> {
    return this.compiler.compileInTurn(job, attempt);
  }
}
