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

/** What a handler may want to know of the try that it is called for. */
export interface Attempt {
  /** The queue will not try again by itself. */
  last: boolean;
}

/** The one place that runs the jobs of a contract: a class of the worker. */
export interface Processor<Data extends object> {
  readonly contract: JobContract<Data>;
  process(data: Data, attempt: Attempt): Promise<void>;
}

const contracts = new Set<JobContract<never>>();

/** Makes a contract known, so that a worker without a handler for it refuses to boot. */
export function defineJob<Data extends object>(contract: JobContract<Data>): JobContract<Data> {
  contracts.add(contract as JobContract<never>);
  return contract;
}

export function definedJobs(): JobContract<never>[] {
  return [...contracts];
}

/** One sentence for every contract that has no handler, or two, or a handler whose contract nobody defined. */
export function faultsOfHandlers(
  jobs: readonly JobContract<never>[],
  handled: readonly JobContract<never>[],
): string[] {
  const unknown = handled.filter((contract) => !jobs.includes(contract));
  return [
    ...jobs.flatMap((job) => {
      const count = handled.filter((contract) => contract === job).length;
      return count === 1
        ? []
        : [`The job ${job.queue}/${job.name} has ${count === 0 ? 'no handler' : `${count} handlers`}.`];
    }),
    ...unknown.map(({ queue, name }) => `A handler is bound to ${queue}/${name}, which no room defines.`),
  ];
}
