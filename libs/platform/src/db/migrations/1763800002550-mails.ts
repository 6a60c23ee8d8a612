import { forward } from './forward.js';
import { protect } from './protect.js';

export const Mails1763800002550 = forward(
  'Mails1763800002550',
  `
  CREATE TABLE mail (
    id uuid PRIMARY KEY,
    coalition_id uuid REFERENCES coalition,
    person_id uuid REFERENCES person,
    kind text NOT NULL CHECK (kind IN ('INVITATION', 'PASSWORD_RESET', 'REPORT_PUBLISHED', 'SUBMISSION_APPROVED',
                                       'SUBMISSION_RETURNED', 'WEBHOOK_DISABLED')),
    address text NOT NULL,
    facts jsonb NOT NULL,
    sealed bytea,
    state text NOT NULL CHECK (state IN ('PENDING', 'HANDED_OVER', 'SENT', 'FAILED')),
    attempts integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz,
    settled_at timestamptz,
    failure text,
    CHECK ((state IN ('PENDING', 'HANDED_OVER')) = (next_attempt_at IS NOT NULL)),
    CHECK ((state IN ('SENT', 'FAILED')) = (settled_at IS NOT NULL)),
    CHECK (settled_at IS NULL OR sealed IS NULL),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
  );
  CREATE INDEX mail_due ON mail (next_attempt_at) WHERE state IN ('PENDING', 'HANDED_OVER');
  CREATE INDEX mail_of_coalition ON mail (coalition_id, id);
  CREATE INDEX mail_settled ON mail (settled_at);
  COMMENT ON COLUMN mail.coalition_id IS 'null for what concerns a person alone';
  COMMENT ON COLUMN mail.sealed IS 'the token of the link that it carries, under a key that follows from KEELSON_SECRET; gone once it is settled';
  COMMENT ON COLUMN mail.state IS 'HANDED_OVER: the server was given it and has not said whether it took it; never given again';
  ${protect('mail', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT, UPDATE, DELETE' })}
  CREATE POLICY of_nobody ON mail FOR INSERT TO keelson_apps WITH CHECK (coalition_id IS NULL);
  CREATE POLICY of_persons ON mail TO keelson_workers USING (coalition_id IS NULL) WITH CHECK (coalition_id IS NULL);
  CREATE POLICY sweep ON mail FOR SELECT TO keelson_workers USING (state IN ('PENDING', 'HANDED_OVER'));
  CREATE POLICY forget ON mail TO keelson_workers USING (settled_at < now() - interval '30 days');
  -- Whom to write to.
  GRANT SELECT (email) ON person TO keelson_workers;

  CREATE TABLE notice_refusal (
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL REFERENCES person,
    kind text NOT NULL CHECK (kind IN ('REPORT_PUBLISHED', 'SUBMISSION_APPROVED', 'SUBMISSION_RETURNED', 'WEBHOOK_DISABLED')),
    refused_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (coalition_id, person_id, kind)
  );
  COMMENT ON TABLE notice_refusal IS 'what somebody does not want to be written; everything else is';
  ${protect('notice_refusal', { app: 'SELECT, INSERT, DELETE', worker: 'SELECT' })}

  CREATE TABLE password_reset (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    person_id uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX password_reset_person ON password_reset (person_id);
  COMMENT ON COLUMN password_reset.token_hash IS 'SHA-256 of the 256 random bits in the link';
  ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON password_reset USING (person_id = (SELECT current_person_id()))
    WITH CHECK (person_id = (SELECT current_person_id()));
  CREATE POLICY shown ON password_reset FOR SELECT USING (token_hash = (SELECT current_secret_hash()));
  CREATE POLICY forget ON password_reset TO keelson_workers USING (expires_at < now() - interval '1 day');
  GRANT SELECT, INSERT, UPDATE ON password_reset TO keelson_apps;
  GRANT SELECT, DELETE ON password_reset TO keelson_workers;
  `,
);
