import { InvalidInput } from '../errors.js';

/** Which request caused a job, so that the worker's lines and events can be found by it. */
export interface Traced {
  requestId?: string;
}

/**
 * The contract of a job, a file of the room that owns it. Payloads hold ids only: the row is the job, the queue entry
 * is a hint that may be lost or doubled.
 */
export interface JobContract<Data extends object> {
  queue: string;
  name: string;
  attempts: number;
  /** The payload, or InvalidInput: an entry of the queue is an input like any other. See `readPayload`. */
  parse(data: unknown): Data;
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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const plainText = /^[\w .:-]{1,100}$/;

/**
 * A payload of ids, with the request that caused the job where that is known. Anything else in it is refused, and so is
 * whatever only looks like such an object.
 */
export function readPayload<Id extends string>(data: unknown, ids: readonly Id[]): Record<Id, string> & Traced {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw malformed('', 'a payload is an object');
  const fields = new Map<string, unknown>(Object.entries(data));
  const unknown = [...fields.keys()].find((name) => name !== 'requestId' && !ids.includes(name as Id));
  if (unknown !== undefined) throw malformed(unknown, 'no such field');
  for (const id of ids) {
    const value = fields.get(id);
    if (typeof value !== 'string' || !uuid.test(value)) throw malformed(id, 'expected a UUID');
  }
  const requestId = fields.get('requestId');
  const traced = typeof requestId === 'string' && plainText.test(requestId);
  if (requestId != null && !traced) throw malformed('requestId', 'expected the id of a request');
  const read = Object.fromEntries(ids.map((id) => [id, fields.get(id)])) as Record<Id, string>;
  return traced ? { ...read, requestId } : read;
}

/** The name is not repeated in full: whoever made the entry chose it. */
function malformed(field: string, what: string): InvalidInput {
  const name = field.replace(/[^\w]/g, '').slice(0, 40);
  return InvalidInput.malformed(name || 'data', `The job's payload is malformed${name && ` at ${name}`}: ${what}.`);
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
