import { forward } from './forward.js';

/** A wall around a person: what is theirs is seen by units of work that named them. */
const ofPerson = (table: string, rights: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON ${table} USING (person_id = (SELECT current_person_id()))
    WITH CHECK (person_id = (SELECT current_person_id()));
  GRANT ${rights} ON ${table} TO keelson_apps;`;

/** The one row that keeps the hash of a secret that was shown, before it is known whose it is. */
const byHash = (table: string, column: string) =>
  `CREATE POLICY shown ON ${table} FOR SELECT USING (${column} = (SELECT current_secret_hash()));`;

export const SignIn1763800001000 = forward(
  'SignIn1763800001000',
  `
  CREATE FUNCTION current_secret_hash() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT decode(nullif(current_setting('app.secret_hash', true), ''), 'hex')
  $$;

  CREATE TABLE session (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person,
    through text NOT NULL CHECK (through IN ('PASSWORD', 'OIDC', 'INVITATION', 'MACHINE')),
    second_factor boolean NOT NULL,
    address text NOT NULL,
    user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_reason text CHECK (revoked_reason IN ('SIGNED_OUT', 'REVOKED', 'REUSED', 'PASSWORD_CHANGED')),
    UNIQUE (person_id, id),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
  );
  COMMENT ON COLUMN session.last_seen_at IS 'of its last refresh, so at most the 15 minutes of an access token late';
  ${ofPerson('session', 'SELECT, INSERT, UPDATE')}
  -- Backbone staff list and revoke the sessions of those who hold a role beside them; the room asks for BACKBONE.
  CREATE POLICY of_members ON session FOR SELECT TO keelson_apps USING (EXISTS (
    SELECT 1 FROM role_grant g
     WHERE g.person_id = session.person_id AND g.coalition_id = ANY ((SELECT current_coalition_ids())::uuid[])));
  CREATE POLICY revoke_of_members ON session FOR UPDATE TO keelson_apps USING (EXISTS (
    SELECT 1 FROM role_grant g
     WHERE g.person_id = session.person_id AND g.coalition_id = ANY ((SELECT current_coalition_ids())::uuid[])))
    WITH CHECK (revoked_at IS NOT NULL);

  CREATE TABLE refresh_token (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    person_id uuid NOT NULL,
    session_id uuid NOT NULL,
    parent_hash bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    used_at timestamptz,
    children smallint NOT NULL DEFAULT 0 CHECK (children BETWEEN 0 AND 2),
    FOREIGN KEY (person_id, session_id) REFERENCES session (person_id, id) ON DELETE CASCADE,
    CHECK ((used_at IS NULL) = (children = 0))
  );
  CREATE INDEX refresh_token_session ON refresh_token (person_id, session_id);
  COMMENT ON COLUMN refresh_token.children IS 'a second one only within seconds of the first: two tabs';
  ${ofPerson('refresh_token', 'SELECT, INSERT, UPDATE')}
  ${byHash('refresh_token', 'token_hash')}

  -- Ended sessions are shown for a month more; then the worker forgets them.
  CREATE POLICY forget ON session TO keelson_workers
    USING (least(expires_at, revoked_at) < now() - interval '30 days');
  GRANT SELECT, DELETE ON session TO keelson_workers;

  CREATE TABLE totp (
    person_id uuid PRIMARY KEY REFERENCES person,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    last_step bigint
  );
  COMMENT ON COLUMN totp.secret IS 'AES-256-GCM under a key that follows from KEELSON_SECRET: key id, nonce, tag, text';
  COMMENT ON COLUMN totp.last_step IS 'the 30 seconds whose code was used last; none of them or before is taken again';
  ${ofPerson('totp', 'SELECT, INSERT, UPDATE, DELETE')}

  CREATE TABLE recovery_code (
    person_id uuid NOT NULL REFERENCES person,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    used_at timestamptz,
    PRIMARY KEY (person_id, code_hash)
  );
  ${ofPerson('recovery_code', 'SELECT, INSERT, UPDATE, DELETE')}

  CREATE TABLE person_identity (
    identity_hash bytea PRIMARY KEY CHECK (octet_length(identity_hash) = 32),
    person_id uuid NOT NULL REFERENCES person,
    issuer text NOT NULL,
    subject text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  COMMENT ON COLUMN person_identity.identity_hash IS 'SHA-256 of the JSON list of issuer and subject';
  ${ofPerson('person_identity', 'SELECT, INSERT')}
  ${byHash('person_identity', 'identity_hash')}

  -- Its shape is rate-limiter-flexible's, which writes it.
  CREATE TABLE attempt (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  );
  CREATE INDEX attempt_expire ON attempt (expire);
  COMMENT ON TABLE attempt IS 'refused attempts to sign in, by the hash of an account and by address';
  GRANT SELECT, INSERT, UPDATE, DELETE ON attempt TO keelson_apps;

  ALTER TABLE api_key ADD line_id uuid, ADD last_used_at timestamptz;
  -- Its policies hold for the owner too, who names no coalition here.
  ALTER TABLE api_key NO FORCE ROW LEVEL SECURITY;
  UPDATE api_key SET line_id = id;
  ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
  ALTER TABLE api_key ALTER line_id SET NOT NULL;
  CREATE INDEX api_key_line ON api_key (coalition_id, line_id);
  COMMENT ON COLUMN api_key.line_id IS 'the first key of a line of keys that followed each other by rotation';
  COMMENT ON COLUMN api_key.last_used_at IS 'at most a minute late';
  -- A key is shown before its person is known.
  CREATE POLICY of_key ON role_grant FOR SELECT TO keelson_apps USING (
    person_id = (SELECT k.person_id FROM api_key k WHERE k.id = (SELECT current_key_id())));
  `,
);
