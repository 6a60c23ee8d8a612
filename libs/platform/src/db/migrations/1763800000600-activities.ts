import { forward } from './forward.js';

export const Activities1763800000600 = forward(
  'Activities1763800000600',
  `
  CREATE TABLE activity (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    title text NOT NULL,
    description text,
    kind text NOT NULL CHECK (kind IN ('PROGRAM', 'POLICY', 'SYSTEMS', 'PUBLIC_WILL', 'CAPACITY')),
    lead_organization_id uuid NOT NULL,
    partner_organization_ids uuid[] NOT NULL DEFAULT '{}',
    goal_ids uuid[] NOT NULL DEFAULT '{}',
    strategy_ids uuid[] NOT NULL DEFAULT '{}',
    measure_ids uuid[] NOT NULL DEFAULT '{}',
    start_date date,
    end_date date,
    status text NOT NULL CHECK (status IN ('PLANNED', 'ACTIVE', 'PAUSED', 'DONE', 'STOPPED')),
    status_reason text,
    status_since timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (start_date <= end_date),
    CHECK (status NOT IN ('PAUSED', 'STOPPED') OR status_reason IS NOT NULL),
    FOREIGN KEY (coalition_id, lead_organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX activity_title ON activity (coalition_id, title, id);
  CREATE INDEX activity_lead ON activity (coalition_id, lead_organization_id);
  CREATE INDEX activity_partners ON activity USING gin (partner_organization_ids);
  CREATE INDEX activity_goals ON activity USING gin (goal_ids);
  CREATE INDEX activity_measures ON activity USING gin (measure_ids);

  CREATE TABLE milestone (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    activity_id uuid NOT NULL,
    title text NOT NULL,
    due_date date,
    done_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id)
  );
  CREATE INDEX milestone_activity ON milestone (activity_id);

  CREATE TABLE reinforcement_link (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    from_activity_id uuid NOT NULL,
    to_activity_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('FEEDS', 'ENABLES', 'REFERS', 'SHARES_RESOURCE', 'DEPENDS_ON', 'DUPLICATES')),
    note text,
    unlinked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (from_activity_id <> to_activity_id),
    FOREIGN KEY (coalition_id, from_activity_id) REFERENCES activity (coalition_id, id),
    FOREIGN KEY (coalition_id, to_activity_id) REFERENCES activity (coalition_id, id)
  );
  CREATE UNIQUE INDEX reinforcement_link_once
    ON reinforcement_link (coalition_id, from_activity_id, to_activity_id, kind) WHERE unlinked_at IS NULL;
  CREATE UNIQUE INDEX reinforcement_link_once_either_way
    ON reinforcement_link (
      coalition_id, least(from_activity_id, to_activity_id), greatest(from_activity_id, to_activity_id), kind
    ) WHERE unlinked_at IS NULL AND kind IN ('SHARES_RESOURCE', 'DUPLICATES');
  CREATE INDEX reinforcement_link_from ON reinforcement_link (from_activity_id);
  CREATE INDEX reinforcement_link_to ON reinforcement_link (to_activity_id);

  CREATE TABLE resource (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    activity_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('FUNDING', 'STAFF_TIME', 'SPACE', 'DATA', 'SKILL', 'OTHER')),
    description text NOT NULL,
    amount numeric CHECK (amount >= 0),
    unit text,
    withdrawn_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (unit IS NULL OR amount IS NOT NULL),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX resource_activity ON resource (activity_id);
  `,
);
