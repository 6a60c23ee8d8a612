import { faultsOfHandlers, type JobContract } from './job.js';

const job = (name: string): JobContract<never> => ({
  queue: 'reports',
  name,
  attempts: 1,
  deduplicationId: () => name,
});

describe('handlers of jobs', () => {
  const [compile, send] = [job('compile'), job('send')];

  it('are complete when every contract has exactly one', () => {
    expect(faultsOfHandlers([compile, send], [send, compile])).toEqual([]);
  });

  it('are refused when one is missing, doubled or bound to nothing', () => {
    expect(faultsOfHandlers([compile, send], [compile, compile, job('lost')])).toEqual([
      'The job reports/compile has 2 handlers.',
      'The job reports/send has no handler.',
      'A handler is bound to reports/lost, which no room defines.',
    ]);
  });
});
