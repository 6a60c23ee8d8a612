import { defineJob } from '@keelson/platform';

export interface CompileReport {
  reportId: string;
  coalitionId: string;
}

export const compileReportJob = defineJob<CompileReport>({
  queue: 'reports',
  name: 'compile-report',
  attempts: 4,
  deduplicationId: ({ reportId }) => `compile-${reportId}`,
});
