import { encodeId, idPrefixes, type IdType, type Snapshot } from '@keelson/platform';

/** What `…Id` in a snapshot is the id of, where its name does not end with the type. */
const named: Record<string, IdType> = {
  key: 'ApiKey',
  requestedBy: 'Person',
  requestedByKey: 'ApiKey',
  loggedBy: 'Person',
  invitedBy: 'Person',
  basedOn: 'Agenda',
  replaces: 'Agenda',
  supersedes: 'Decision',
  predecessor: 'Organization',
  successor: 'Organization',
};
// The longest first: a measureVersionId is of a version, not of a measure.
const types = (Object.keys(idPrefixes) as IdType[]).sort((a, b) => b.length - a.length);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A snapshot as the API shows it: the history keeps UUIDs, which are nothing to ask the API for. `subject` is whose `id` it holds. */
export function encodeSnapshot(snapshot: Snapshot | null, subject: IdType): Snapshot | null {
  return snapshot && (encodeFields(snapshot, subject) as Snapshot);
}

function encodeFields(value: unknown, subject?: IdType): unknown {
  if (Array.isArray(value)) return value.map((one) => encodeFields(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, encodeField(key === 'id' ? subject : typeOf(key), inner)]),
  );
}

function encodeField(type: IdType | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => encodeField(type, one));
  return type && typeof value === 'string' && uuid.test(value) ? encodeId(type, value) : encodeFields(value);
}

/** `partnerOrganizationIds` → Organization, `supersedesId` → Decision, `correction` → Correction. */
function typeOf(key: string): IdType | undefined {
  const name = key.replace(/Ids?$/, '');
  return named[name] ?? types.find((type) => name.toLowerCase().endsWith(type.toLowerCase()));
}
