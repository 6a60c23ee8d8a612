import { forward } from './forward.js';
import { protect } from './protect.js';

// A decision of a body is written once; what follows is its confirmation, once, by somebody else.
// `subject_id` refers to rows of rooms above (a version of the agenda) and below (an organization): no foreign key can.
export const Backbone1763800003200 = forward(
  'Backbone1763800003200',
  `
  CREATE TABLE stakeholder_group (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    name text NOT NULL,
    folded_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('COMMUNITY', 'SERVICE', 'GOVERNMENT', 'BUSINESS', 'FUNDER', 'OTHER')),
    most_impacted boolean NOT NULL,
    basis text,
    source text,
    population_estimate integer CHECK (population_estimate >= 0),
    needs jsonb NOT NULL DEFAULT '[]',
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, folded_name),
    CHECK (NOT most_impacted OR basis IS NOT NULL AND source IS NOT NULL)
  );
  COMMENT ON COLUMN stakeholder_group.folded_name IS 'the name without case and accents';

  CREATE TABLE group_representative (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    group_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    basis text NOT NULL,
    from_date date NOT NULL,
    to_date date,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (from_date <= to_date),
    FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE UNIQUE INDEX group_representative_open ON group_representative (coalition_id, group_id, organization_id)
    WHERE to_date IS NULL;
  CREATE INDEX group_representative_organization ON group_representative (coalition_id, organization_id);

  CREATE TABLE body (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('STEERING', 'WORKING_GROUP', 'BACKBONE_TEAM', 'COMMUNITY_PANEL')),
    purpose text,
    decides boolean NOT NULL,
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, name)
  );

  CREATE TABLE seat (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    body_id uuid NOT NULL,
    title text NOT NULL,
    reserved_group_id uuid,
    holder_organization_id uuid,
    holder_name text,
    deputy_organization_id uuid,
    deputy_name text,
    term_from date,
    term_to date,
    compensation text,
    vacated_on date,
    closed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (term_from <= term_to),
    CHECK ((holder_organization_id IS NULL) = (term_from IS NULL)),
    CHECK (holder_organization_id IS NOT NULL OR deputy_organization_id IS NULL AND holder_name IS NULL AND deputy_name IS NULL),
    FOREIGN KEY (coalition_id, body_id) REFERENCES body (coalition_id, id),
    FOREIGN KEY (coalition_id, reserved_group_id) REFERENCES stakeholder_group (coalition_id, id),
    FOREIGN KEY (coalition_id, holder_organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, deputy_organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX seat_body ON seat (coalition_id, body_id);

  CREATE TABLE body_decision (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    body_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ADOPT_AGENDA', 'REMOVE_MEMBER', 'CHANGE_PHASE', 'OTHER')),
    subject_id uuid,
    text text NOT NULL,
    why text NOT NULL,
    dissent text,
    decided_on date NOT NULL,
    seats_held integer NOT NULL,
    seats_most_impacted integer NOT NULL,
    meets_seat_rule boolean NOT NULL,
    interim_until date,
    recorded_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    confirmed_by uuid,
    confirmed_for_id uuid,
    confirmed_at timestamptz,
    UNIQUE (coalition_id, id),
    CHECK ((kind IN ('ADOPT_AGENDA', 'REMOVE_MEMBER')) = (subject_id IS NOT NULL)),
    CHECK (meets_seat_rule <> (interim_until IS NOT NULL)),
    CHECK (interim_until BETWEEN decided_on AND decided_on + 60),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (confirmed_for_id IS NULL)),
    CHECK (confirmed_by <> recorded_by),
    FOREIGN KEY (coalition_id, body_id) REFERENCES body (coalition_id, id),
    FOREIGN KEY (coalition_id, confirmed_for_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX body_decision_decided ON body_decision (coalition_id, decided_on, id);
  -- An interim decision cannot be stretched by another one on the same matter.
  CREATE UNIQUE INDEX body_decision_interim ON body_decision (coalition_id, kind, subject_id)
    WHERE interim_until IS NOT NULL AND subject_id IS NOT NULL;

  CREATE FUNCTION keep_body_decision() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    once constant text[] := '{confirmed_by,confirmed_for_id,confirmed_at}';
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL OR to_jsonb(NEW) - once <> to_jsonb(OLD) - once THEN
      RAISE EXCEPTION 'body_decision % is immutable', OLD.id;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER body_decision_is_kept BEFORE UPDATE OR DELETE ON body_decision
    FOR EACH ROW EXECUTE FUNCTION keep_body_decision();

  ${['stakeholder_group', 'group_representative', 'body', 'seat', 'body_decision']
    .map((table) => protect(table, { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' }))
    .join('\n')}
  `,
);
