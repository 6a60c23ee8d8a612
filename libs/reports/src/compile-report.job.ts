import { defineJob, readPayload, type Traced } from '@keelson/platform';

export interface CompileReport extends Traced {
  reportId: string;
  coalitionId: string;
}

export const compileReportJob = defineJob<CompileReport>({
  queue: 'reports',
  name: 'compile-report',
  attempts: 4,
  parse: (data) => readPayload(data, ['reportId', 'coalitionId']),
  deduplicationId: ({ reportId }) => `compile-${reportId}`,
});
