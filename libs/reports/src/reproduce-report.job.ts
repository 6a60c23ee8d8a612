import { defineJob, readPayload, type Traced } from '@keelson/platform';

export interface ReproduceReport extends Traced {
  reproductionId: string;
  coalitionId: string;
}

export const reproduceReportJob = defineJob<ReproduceReport>({
  queue: 'reproductions',
  name: 'reproduce-report',
  attempts: 4,
  parse: (data) => readPayload(data, ['reproductionId', 'coalitionId']),
  deduplicationId: ({ reproductionId }) => `reproduce-${reproductionId}`,
});
