/**
 * The contract of a job, a file of the room that owns it. Payloads hold ids only: the row is the job, the queue entry
 * is a hint that may be lost or doubled.
 */
export interface JobContract<Data extends object> {
  queue: string;
  name: string;
  attempts: number;
  /** Two jobs with the same id are one job. */
  deduplicationId(data: Data): string;
}
