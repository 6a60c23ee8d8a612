/**
 * What an archive does not hold, and why. Everything else that has a coalition is in it without being named here: the
 * catalogue of the database says what there is, and what-is-kept.db-spec.ts fails for a table that is neither.
 */
export const leftOut: Record<string, string> = {
  announcement: 'waits to be mailed or sent by this installation',
  api_key: 'a credential',
  attempt: 'counts refused sign-ins of this installation',
  calendar_feed: 'a credential',
  digest: 'what one member was mailed, made of the other tables',
  figure_queue: 'says which kept figures are to be computed again',
  figure_rollup: 'figures that are computed from the other tables',
  figure_rollup_year: 'says which figures are computed',
  idempotency_key: 'answers of the last seven days to repeated requests',
  invitation: 'a credential; whom a role was given stands in audit_event',
  mail: 'addresses and text of mails, forgotten after a month',
  migration: 'the version, which stands in manifest.json',
  notice_refusal: 'what a person wants to be written, by an address that is not here',
  password_reset: 'a credential',
  person_identity: 'a credential',
  rate_bucket: 'counts requests to this installation',
  recovery_code: 'a credential',
  refresh_token: 'a credential',
  report_turn: 'says whose report this installation compiles next',
  role_grant: 'who may do what in this installation; its history stands in audit_event',
  search_entry: 'made of the texts of the other tables, to be found by',
  session: 'a credential',
  share_link: 'a credential; that a report was shared stands in audit_event',
  share_link_use: 'who looked at a shared report, and when',
  totp: 'a credential',
  upload: 'files as they were sent, forgotten after a week; their values are in measurement',
  upload_chunk: 'files as they were sent',
  webhook_attempt: 'requests of this installation, forgotten after a month',
  webhook_delivery: 'requests of this installation, forgotten after a month',
  webhook_endpoint: 'where this installation sends; such addresses often hold a token',
  webhook_secret: 'a credential',
};

/** Of a table without a coalition: whoever is named by a row of the archive, and these columns of it. */
export const personColumns = ['id', 'name'] as const;

/** The kinds of subject whose changes hold addresses or say how to get in: what was changed of them stays here. */
const closedSubjects = [
  'ApiKey',
  'CalendarFeed',
  'Invitation',
  'Mail',
  'Person',
  'Session',
  'ShareLink',
  'WebhookDelivery',
  'WebhookEndpoint',
];

/** In a text of JSON, whatever looks like an e-mail address. A second time it changes nothing. */
const withoutAddresses = (column: string) =>
  String.raw`CASE WHEN subject_type <> ALL ('{${closedSubjects.join(',')}}') THEN regexp_replace("${column}"::text, '[^"\s@]+@[^"\s@]+', '***', 'g')::jsonb END`;

/** Columns that an archive holds in another form than the database: SQL over a row of the table. */
export const changedColumns: Record<string, Record<string, string>> = {
  audit_event: { before: withoutAddresses('before'), after: withoutAddresses('after') },
};

/** What a column of a kept table may not look like: a new one that does is for somebody to look at. */
export const looksSecret = /hash|secret|sealed|token|password|passcode|credential|totp/;

/** Bytes that are no secret: pictures on reports. */
export const pictures = ['report_logo.bytes'];

/** A column that says who did something, by name: most have no foreign key, since a record outlives its writer. */
export const namesPerson = /(^|_)(person_id|person_ids|by|by_id)$/;
