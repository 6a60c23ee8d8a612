import { forward } from './forward.js';

export const Audit1763800001300 = forward(
  'Audit1763800001300',
  `
  -- The filters of the audit log, each in the log's order.
  CREATE INDEX audit_event_person ON audit_event (coalition_id, person_id, id);
  CREATE INDEX audit_event_verb ON audit_event (coalition_id, verb, id);
  CREATE INDEX audit_event_key ON audit_event (key_id, id) WHERE key_id IS NOT NULL;
  CREATE INDEX audit_event_at ON audit_event (coalition_id, at);

  ALTER TABLE report ADD COLUMN request_id text;
  COMMENT ON COLUMN report.request_id IS 'the request that asked for it, for the lines and events of its compiling';
  `,
);
