import { stringify } from 'csv-stringify/sync';
import { encodeId, type AuditEvent } from '@keelson/platform';
import { encodeSnapshot } from './encode-snapshot.js';

export interface NamedEvents {
  events: AuditEvent[];
  /** Of the people who did them, by UUID. */
  names: Map<string, string>;
}

const columns = [
  ...['at', 'verb', 'person_id', 'person', 'key_id', 'subject_type', 'subject_id', 'reason', 'before', 'after'],
  ...['request_id', 'id'],
];

/** One row an event; every column is a text, and a text that a spreadsheet would take for a formula is defused. */
export async function* writeEventsCsv(portions: AsyncIterable<NamedEvents>): AsyncGenerator<string> {
  yield stringify([columns]);
  for await (const { events, names } of portions) {
    const rows = events.map((event) => {
      const { at, verb, personId, person, keyId, subjectType, subjectId, reason, requestId, id } = bodyOf(event, names);
      const [before, after] = [event.before, event.after].map((snapshot) => jsonOf(snapshot, event));
      const what = [subjectType, subjectId, reason, before, after];
      return [at.toISOString(), verb, personId, person, keyId, ...what, requestId, id];
    });
    yield stringify(rows, { escape_formulas: true });
  }
}

/** `{"events": [{…}]}`. */
export async function* writeEventsJson(portions: AsyncIterable<NamedEvents>): AsyncGenerator<string> {
  yield '{"events":[';
  let separator = '\n';
  for await (const { events, names } of portions) {
    yield separator + events.map((event) => JSON.stringify(bodyOf(event, names))).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

function bodyOf(event: AuditEvent, names: Map<string, string>) {
  const { id, at, verb, personId, keyId, subjectType, subjectId, reason, before, after, requestId } = event;
  return {
    id: encodeId('AuditEvent', id),
    at,
    verb,
    personId: personId && encodeId('Person', personId),
    person: (personId && names.get(personId)) ?? null,
    keyId: keyId && encodeId('ApiKey', keyId),
    subjectType,
    subjectId: encodeId(subjectType, subjectId),
    reason,
    before: encodeSnapshot(before, subjectType),
    after: encodeSnapshot(after, subjectType),
    requestId,
  };
}

function jsonOf(snapshot: AuditEvent['before'], { subjectType }: AuditEvent): string | null {
  return snapshot && JSON.stringify(encodeSnapshot(snapshot, subjectType));
}
