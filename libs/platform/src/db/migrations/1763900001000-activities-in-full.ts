import { forward } from './forward.js';
import { protect } from './protect.js';

const write = { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' };
const replace = { app: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT' };

/*
 * Links that stood before had nobody to confirm them: they count as confirmed by the lead of the other activity since
 * they were made, so that no figure changes by itself.
 */
export const ActivitiesInFull1763900001000 = forward(
  'ActivitiesInFull1763900001000',
  `
  ALTER TABLE activity
    ADD COLUMN is_core boolean NOT NULL DEFAULT false,
    ADD COLUMN change_level text CHECK (change_level IN ('PERSONAL', 'INTERPERSONAL', 'INSTITUTIONAL', 'CULTURAL')),
    ADD COLUMN beyond_existing text,
    ADD COLUMN group_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN place text,
    ADD COLUMN required_capabilities text[] NOT NULL DEFAULT '{}',
    ADD COLUMN budget numeric CHECK (budget >= 0),
    ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$'),
    ADD COLUMN in_kind text,
    ADD CHECK ((budget IS NULL) = (currency IS NULL));
  CREATE INDEX activity_groups ON activity USING gin (group_ids);
  COMMENT ON COLUMN activity.beyond_existing IS 'what it does that existing institutions do not do';
  COMMENT ON COLUMN activity.required_capabilities IS 'kinds of assets that it cannot do without';
  COMMENT ON COLUMN activity.in_kind IS 'what is given to it other than money';

  CREATE TABLE activity_effect (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    activity_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    lag_months integer CHECK (lag_months >= 0),
    evidence text CHECK (evidence IN ('STRONG', 'MODERATE', 'WEAK', 'NONE')),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, activity_id, measure_id),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE activity_effect IS 'how soon, and on what evidence, an activity is expected to move a measure';

  ALTER TABLE reinforcement_link
    ADD COLUMN proposed_by_organization_id uuid,
    ADD COLUMN proposing_activity_id uuid,
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN confirmed_by_organization_id uuid;
  ALTER TABLE activity NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE reinforcement_link NO FORCE ROW LEVEL SECURITY;
  UPDATE reinforcement_link link
  SET proposed_by_organization_id = proposing.lead_organization_id,
    proposing_activity_id = proposing.id,
    confirmed_at = link.created_at,
    confirmed_by_organization_id = other.lead_organization_id
  FROM activity proposing, activity other
  WHERE proposing.coalition_id = link.coalition_id AND proposing.id = link.from_activity_id
    AND other.coalition_id = link.coalition_id AND other.id = link.to_activity_id;
  ALTER TABLE activity FORCE ROW LEVEL SECURITY;
  ALTER TABLE reinforcement_link FORCE ROW LEVEL SECURITY;
  ALTER TABLE reinforcement_link
    ALTER COLUMN proposed_by_organization_id SET NOT NULL,
    ALTER COLUMN proposing_activity_id SET NOT NULL,
    ADD CHECK ((confirmed_at IS NULL) = (confirmed_by_organization_id IS NULL)),
    ADD CHECK (proposing_activity_id IN (from_activity_id, to_activity_id)),
    ADD FOREIGN KEY (coalition_id, proposed_by_organization_id) REFERENCES organization (coalition_id, id),
    ADD FOREIGN KEY (coalition_id, confirmed_by_organization_id) REFERENCES organization (coalition_id, id);
  COMMENT ON COLUMN reinforcement_link.proposing_activity_id IS 'whose lead proposed it; the lead of the other end confirms it';
  COMMENT ON COLUMN reinforcement_link.confirmed_at IS 'NULL: proposed only, and counted nowhere';

  CREATE TABLE outside_perspective (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    activity_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    skipped_at timestamptz,
    skip_reason text,
    from_whom text,
    text text,
    received_at timestamptz,
    disposition text CHECK (disposition IN ('USED', 'PARTLY', 'NOT_USED')),
    what_changed text,
    disposed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (skipped_at IS NULL OR received_at IS NULL),
    CHECK ((from_whom IS NULL) = (received_at IS NULL) AND (text IS NULL) = (received_at IS NULL)),
    CHECK ((disposition IS NULL) = (disposed_at IS NULL) AND (disposition IS NULL) = (what_changed IS NULL)),
    CHECK (disposition IS NULL OR received_at IS NOT NULL),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id)
  );
  CREATE INDEX outside_perspective_activity ON outside_perspective (coalition_id, activity_id, asked_at);
  CREATE UNIQUE INDEX outside_perspective_open
    ON outside_perspective (coalition_id, activity_id) WHERE skipped_at IS NULL AND received_at IS NULL;
  COMMENT ON TABLE outside_perspective IS 'what somebody from outside was asked, or said, about an activity';

  CREATE TABLE trial (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    activity_id uuid NOT NULL,
    hypothesis text NOT NULL,
    safe_bounds text,
    stop_condition text,
    review_on date,
    state text NOT NULL CHECK (state IN ('PLANNED', 'RUNNING', 'ENDED', 'DROPPED')),
    state_reason text,
    started_at timestamptz,
    outcome text CHECK (outcome IN ('WORKED', 'DID_NOT_WORK', 'UNCLEAR')),
    outcome_text text,
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (state IN ('PLANNED', 'DROPPED') OR num_nulls(safe_bounds, stop_condition, review_on, started_at) = 0),
    CHECK ((state = 'ENDED') = (outcome IS NOT NULL)),
    CHECK ((outcome IS NULL) = (outcome_text IS NULL)),
    CHECK ((state IN ('ENDED', 'DROPPED')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'DROPPED' OR state_reason IS NOT NULL),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id)
  );
  CREATE INDEX trial_activity ON trial (coalition_id, activity_id, id);
  COMMENT ON TABLE trial IS 'something that an activity tries out within safe bounds, to learn from it';

  ${['outside_perspective', 'trial'].map((table) => protect(table, write)).join('\n')}
  ${protect('activity_effect', replace)}
  `,
);
