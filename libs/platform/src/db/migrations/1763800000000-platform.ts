import { forward } from './forward.js';

export const Platform1763800000000 = forward(
  'Platform1763800000000',
  `
  CREATE TABLE audit_event (
    id uuid PRIMARY KEY,
    coalition_id uuid,
    person_id uuid NOT NULL,
    key_id uuid,
    verb text NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    reason text,
    before jsonb,
    after jsonb,
    request_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX audit_event_subject ON audit_event (subject_id, id);
  CREATE INDEX audit_event_coalition ON audit_event (coalition_id, id);

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
  END $$;
  CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE idempotency_key (
    owner_id uuid NOT NULL,
    key text NOT NULL,
    content_hash bytea NOT NULL,
    answer jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, key)
  );
  CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
  `,
);
