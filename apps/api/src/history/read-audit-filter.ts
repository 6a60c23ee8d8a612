import { decodeId, InvalidInput, type AuditFilter } from '@keelson/platform';
import { DateTimeScalar } from '../graphql/scalars.js';
import { decodeAnyId } from './decode-any-id.js';

const known = ['personId', 'keyId', 'verbs', 'subjectId', 'from', 'to'];

/** The filters of the audit log from a query string; several verbs are separated by commas. */
export function readAuditFilter(query: Record<string, unknown>): AuditFilter {
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) throw InvalidInput.malformed(name, `The filters are ${known.join(', ')}.`);
    if (typeof value !== 'string') throw InvalidInput.malformed(name, `Give ${name} once.`);
  }
  const { personId, keyId, verbs, subjectId, from, to } = query as Record<string, string | undefined>;
  return {
    personId: personId && decodeId('Person', personId, 'personId'),
    keyId: keyId && decodeId('ApiKey', keyId, 'keyId'),
    verbs: verbs ? verbs.split(',') : null,
    subjectId: subjectId && decodeAnyId(subjectId, 'subjectId'),
    from: instantOf('from', from),
    to: instantOf('to', to),
  };
}

function instantOf(name: string, text: string | undefined): Date | null {
  if (!text) return null;
  try {
    return DateTimeScalar.parseValue(text);
  } catch (error) {
    throw InvalidInput.malformed(name, (error as Error).message);
  }
}
