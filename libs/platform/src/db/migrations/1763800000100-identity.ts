import { forward } from './forward.js';

export const Identity1763800000100 = forward(
  'Identity1763800000100',
  `
  CREATE TABLE person (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    administrator boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE UNIQUE INDEX person_email ON person (lower(email));

  CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    role text NOT NULL CHECK (role IN ('BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER')),
    organization_ids uuid[] NOT NULL DEFAULT '{}',
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX api_key_coalition ON api_key (coalition_id);
  `,
);
