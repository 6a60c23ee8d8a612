import { InvalidInput } from '../errors.js';
import { faultsOfHandlers, readPayload, type JobContract } from './job.js';

const job = (name: string): JobContract<never> => ({
  queue: 'reports',
  name,
  attempts: 1,
  parse: (data) => data as never,
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

describe('a payload', () => {
  const [a, b] = ['0199d5f0-6f3c-7cc0-8000-0000000000aa', '0199d5f0-6f3c-7cc0-8000-0000000000bb'];
  const read = (data: unknown) => readPayload(data, ['reportId', 'coalitionId']);

  it('is its ids, and the request that caused it', () => {
    expect(read({ reportId: a, coalitionId: b })).toEqual({ reportId: a, coalitionId: b });
    expect(read({ reportId: a, coalitionId: b, requestId: a })).toEqual({ reportId: a, coalitionId: b, requestId: a });
    expect(read({ reportId: a, coalitionId: b, requestId: null })).toEqual({ reportId: a, coalitionId: b });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', a],
    ['a list', [a, b]],
    ['one id only', { reportId: a }],
    ['no UUID', { reportId: 'rep_1', coalitionId: b }],
    ['a statement', { reportId: `${a}'; DROP TABLE report; --`, coalitionId: b }],
    ['an object for an id', { reportId: { $ne: null }, coalitionId: b }],
    ['a further field', { reportId: a, coalitionId: b, role: 'BACKBONE' }],
    ['a prototype', JSON.parse(`{"reportId":"${a}","coalitionId":"${b}","__proto__":{"administrator":true}}`)],
    ['a constructor', { reportId: a, coalitionId: b, constructor: { prototype: {} } }],
    ['ids that are inherited', Object.create({ reportId: a, coalitionId: b })],
    ['a request id of several lines', { reportId: a, coalitionId: b, requestId: 'x\n{"level":"fatal"}' }],
  ])('is refused when it is %s', (_, data) => {
    expect(() => read(data)).toThrow(InvalidInput);
    expect(({} as Record<string, unknown>)['administrator']).toBeUndefined();
  });
});
