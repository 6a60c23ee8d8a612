import { forward } from './forward.js';
import { protect } from './protect.js';

const byToken = `token_hash = (SELECT decode(nullif(current_setting('app.secret_hash', true), ''), 'hex'))`;

export const Invitations1763800001100 = forward(
  'Invitations1763800001100',
  `
  CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    email text NOT NULL CHECK (email = lower(email)),
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER')),
    organization_ids uuid[] NOT NULL DEFAULT '{}',
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    invited_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES person,
    revoked_at timestamptz,
    CHECK ((role = 'PARTNER') = (cardinality(organization_ids) > 0)),
    CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CHECK (accepted_at IS NULL OR revoked_at IS NULL)
  );
  CREATE INDEX invitation_coalition ON invitation (coalition_id, id);
  COMMENT ON COLUMN invitation.token_hash IS 'SHA-256 of the 256 random bits in the link; renewing replaces it';
  COMMENT ON COLUMN invitation.invited_by IS 'whose word the link is: who sent it, or renewed it last';

  -- Whoever holds the link is nobody yet, and sees this one row.
  ${protect('invitation', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT (id, coalition_id)' }, 'coalition_id', byToken)}
  `,
);
