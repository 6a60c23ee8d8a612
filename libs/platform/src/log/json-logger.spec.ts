import { faultOf, JsonLogger } from './json-logger.js';
import { readableLine } from './readable-line.js';

function linesOf(level: 'log' | 'verbose', write: (logger: JsonLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(new JsonLogger('worker', level, { write: (line) => void lines.push(line) }));
  expect(lines.every((line) => line.endsWith('\n'))).toBe(true);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log', () => {
  it('is one JSON object a line, with level, time, process, name and message', () => {
    const [line, ...others] = linesOf('log', (logger) => logger.warn('The queue\nis away.', 'Queues'));
    expect(others).toEqual([]);
    expect(line).toEqual({
      ...{ level: 'warn', process: 'worker', name: 'Queues', message: 'The queue\nis away.' },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('keeps to its level', () => {
    const all = (logger: JsonLogger) => {
      logger.verbose('1');
      logger.debug('2');
      logger.log('3');
      logger.fatal('4');
    };
    expect(linesOf('log', all).map(({ level }) => level)).toEqual(['info', 'fatal']);
    expect(linesOf('verbose', all).map(({ level }) => level)).toEqual(['trace', 'debug', 'info', 'fatal']);
  });

  it('takes errors, stacks and fields as Nest and we hand them over', () => {
    const lines = linesOf('log', (logger) => {
      logger.error(new Error('broken'), 'Reports');
      logger.error('broken', 'Error: broken\n    at x', 'Nest');
      logger.log({ message: 'done', requestId: 'r-1', milliseconds: 12 }, 'Jobs');
    });
    expect(lines[0]).toMatchObject({ message: 'broken', name: 'Reports', stack: expect.stringContaining('at ') });
    expect(lines[1]).toMatchObject({ message: 'broken', name: 'Nest', stack: 'Error: broken\n    at x' });
    expect(lines[2]).toMatchObject({ message: 'done', name: 'Jobs', requestId: 'r-1', milliseconds: 12 });
  });

  it('does not tell the value that PostgreSQL quotes', () => {
    const error = Object.assign(new Error('invalid input syntax for type integer: "my secret"'), { code: '22P02' });
    expect(JSON.stringify(faultOf(error, 'r-1'))).not.toContain('my secret');
    expect(faultOf(error, 'r-1')).toMatchObject({
      message: 'invalid input syntax for type integer: "…"',
      requestId: 'r-1',
    });
    const kept = Object.assign(new Error('duplicate key value violates "person_email"'), { code: '23505' });
    expect(faultOf(kept).message).toContain('person_email');
  });
});

describe('a line for a person', () => {
  it('is its time, level, name and message, with the stack below', () => {
    const line = { level: 'error', time: '2026-03-01T14:05:09.120Z', name: 'GraphQL', message: 'broken' };
    expect(readableLine(JSON.stringify(line))).toBe('14:05:09 ERROR [GraphQL] broken');
    expect(readableLine(JSON.stringify({ ...line, requestId: 'r-1', stack: 'Error: broken\n    at x' }))).toBe(
      '14:05:09 ERROR [GraphQL] broken (request r-1)\nError: broken\n    at x',
    );
  });

  it.each(['Killed', '{"a":1}', '[1]', '"level"', ''])('leaves %p as it is', (line) => {
    expect(readableLine(line)).toBe(line);
  });
});
