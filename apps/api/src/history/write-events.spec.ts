import { newId, type AuditEvent } from '@keelson/platform';
import { writeEventsCsv, writeEventsJson, type NamedEvents } from './write-events.js';

const personId = newId();
const event = (change: Partial<AuditEvent>): AuditEvent => ({
  ...{ id: newId(), coalitionId: newId(), personId, keyId: null, verb: 'grantRole', subjectType: 'Person' as const },
  ...{ subjectId: personId, reason: null, before: null, after: { role: 'FUNDER' }, requestId: 'r-1' },
  ...{ at: new Date('2026-03-01T14:00:00Z') },
  ...change,
});

async function* portions(...all: AuditEvent[][]): AsyncGenerator<NamedEvents> {
  for (const events of all) yield { events, names: new Map([[personId, '=HYPERLINK("x")']]) };
}

async function textOf(parts: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('the audit log as a file', () => {
  it('is a table whose texts are no formulas', async () => {
    const text = await textOf(writeEventsCsv(portions([event({ reason: '-1+1' })], [event({ reason: '@x' })])));
    const [head, first, second, ...rest] = text.split('\n');
    expect(head).toBe('at,verb,person_id,person,key_id,subject_type,subject_id,reason,before,after,request_id,id');
    expect(first).toMatch(/^2026-03-01T14:00:00.000Z,grantRole,per_\w{26},"'=HYPERLINK\(""x""\)",,Person,per_/);
    expect(first).toContain(`,'-1+1,,"{""role"":""FUNDER""}",r-1,aud_`);
    expect(second).toContain(`,'@x,`);
    expect(rest).toEqual(['']);
  });

  it('is JSON, also when it is empty', async () => {
    expect(JSON.parse(await textOf(writeEventsJson(portions())))).toEqual({ events: [] });
    const read = JSON.parse(await textOf(writeEventsJson(portions([event({})], [event({}), event({})]))));
    expect(read.events).toHaveLength(3);
    expect(read.events[0]).toMatchObject({ verb: 'grantRole', person: '=HYPERLINK("x")', after: { role: 'FUNDER' } });
  });
});
