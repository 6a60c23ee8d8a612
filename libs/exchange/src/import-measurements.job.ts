import { defineJob, readPayload, type Traced } from '@keelson/platform';

export interface RunImport extends Traced {
  operationId: string;
  coalitionId: string;
}

export const importMeasurementsJob = defineJob<RunImport>({
  queue: 'imports',
  name: 'import-measurements',
  attempts: 4,
  parse: (data) => readPayload(data, ['operationId', 'coalitionId']),
  deduplicationId: ({ operationId }) => `import-${operationId}`,
});
