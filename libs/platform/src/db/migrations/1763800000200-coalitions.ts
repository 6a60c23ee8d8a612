import { forward } from './forward.js';

export const Coalitions1763800000200 = forward(
  'Coalitions1763800000200',
  `
  CREATE TABLE coalition (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    description text,
    time_zone text NOT NULL,
    year_start_month smallint NOT NULL CHECK (year_start_month BETWEEN 1 AND 12),
    figures_from text NOT NULL CHECK (figures_from IN ('APPROVED', 'SUBMITTED')),
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE organization (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    code text NOT NULL,
    name text NOT NULL,
    type text,
    identifiers text[] NOT NULL DEFAULT '{}',
    attributes jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, code),
    UNIQUE (coalition_id, id)
  );

  CREATE TABLE organization_merger (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    predecessor_id uuid NOT NULL,
    successor_id uuid NOT NULL,
    date date NOT NULL,
    reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, predecessor_id),
    CHECK (predecessor_id <> successor_id),
    FOREIGN KEY (coalition_id, predecessor_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, successor_id) REFERENCES organization (coalition_id, id)
  );

  CREATE TABLE membership (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    organization_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER')),
    from_date date,
    to_date date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (from_date <= to_date),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX membership_organization ON membership (coalition_id, organization_id);

  CREATE TABLE role_grant (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL REFERENCES person,
    role text NOT NULL CHECK (role IN ('BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER')),
    organization_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (coalition_id, person_id, role, organization_id),
    CHECK (role <> 'PARTNER' OR organization_id IS NOT NULL),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX role_grant_person ON role_grant (person_id);

  CREATE TABLE working_group (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    name text NOT NULL,
    purpose text,
    organization_ids uuid[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, name)
  );

  ALTER TABLE api_key ADD FOREIGN KEY (coalition_id) REFERENCES coalition;
  `,
);
