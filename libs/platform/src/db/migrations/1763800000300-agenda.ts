import { forward } from './forward.js';

export const Agenda1763800000300 = forward(
  'Agenda1763800000300',
  `
  CREATE TABLE agenda (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    version integer NOT NULL CHECK (version > 0),
    state text NOT NULL CHECK (state IN ('DRAFT', 'PROPOSED', 'ADOPTED', 'SUPERSEDED')),
    problem text,
    vision text,
    population text,
    geography text,
    in_scope text[] NOT NULL DEFAULT '{}',
    out_of_scope text[] NOT NULL DEFAULT '{}',
    guiding_principles text[] NOT NULL DEFAULT '{}',
    review_date date,
    based_on_id uuid,
    replaces_id uuid,
    adopted_at timestamptz,
    superseded_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, version),
    CHECK ((state IN ('ADOPTED', 'SUPERSEDED')) = (adopted_at IS NOT NULL)),
    CHECK ((state = 'SUPERSEDED') = (superseded_at IS NOT NULL)),
    FOREIGN KEY (coalition_id, based_on_id) REFERENCES agenda (coalition_id, id),
    FOREIGN KEY (coalition_id, replaces_id) REFERENCES agenda (coalition_id, id)
  );
  CREATE UNIQUE INDEX agenda_adopted ON agenda (coalition_id) WHERE state = 'ADOPTED';

  CREATE TABLE goal (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    agenda_id uuid NOT NULL,
    code text NOT NULL,
    statement text NOT NULL,
    horizon text,
    position integer NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, agenda_id, code),
    UNIQUE (coalition_id, agenda_id, id),
    FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda (coalition_id, id)
  );
  CREATE INDEX goal_code ON goal (coalition_id, code);

  CREATE TABLE strategy (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    agenda_id uuid NOT NULL,
    goal_id uuid NOT NULL,
    code text NOT NULL,
    title text NOT NULL,
    description text,
    position integer NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, agenda_id, code),
    FOREIGN KEY (coalition_id, agenda_id, goal_id) REFERENCES goal (coalition_id, agenda_id, id)
  );
  CREATE INDEX strategy_goal ON strategy (goal_id);

  CREATE TABLE pledge (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    agenda_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('OWN', 'SUPPORT', 'NEED_CHANGE')),
    statement text,
    person_id uuid NOT NULL,
    pledged_at timestamptz NOT NULL DEFAULT now(),
    lapsed_at timestamptz,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE UNIQUE INDEX pledge_in_force ON pledge (coalition_id, agenda_id, organization_id) WHERE lapsed_at IS NULL;

  -- The text of a version changes while it is a DRAFT and never again; states move along the four arrows only.
  CREATE FUNCTION keep_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    moves constant text[] := '{state,replaces_id,adopted_at,superseded_at}';
    arrow constant text := OLD.state || ' to ' || CASE TG_OP WHEN 'DELETE' THEN 'deleted' ELSE NEW.state END;
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'DRAFT' AND NEW.state IN ('DRAFT', 'PROPOSED') THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves
      OR arrow NOT IN ('PROPOSED to DRAFT', 'PROPOSED to ADOPTED', 'ADOPTED to SUPERSEDED')
      OR OLD.state = 'ADOPTED' AND (NEW.adopted_at, NEW.replaces_id) IS DISTINCT FROM (OLD.adopted_at, OLD.replaces_id)
    THEN
      RAISE EXCEPTION 'agenda % is immutable (%)', OLD.id, arrow;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER agenda_is_kept BEFORE UPDATE OR DELETE ON agenda FOR EACH ROW EXECUTE FUNCTION keep_agenda();

  -- FOR SHARE: a version cannot be proposed while somebody still writes a goal of it.
  CREATE FUNCTION keep_agenda_part() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    owner record;
  BEGIN
    FOR owner IN SELECT state FROM agenda WHERE id IN (OLD.agenda_id, NEW.agenda_id) FOR SHARE LOOP
      IF owner.state <> 'DRAFT' THEN
        RAISE EXCEPTION '% of an agenda that is no draft is immutable', TG_TABLE_NAME;
      END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER goal_is_kept BEFORE INSERT OR UPDATE OR DELETE ON goal
    FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();
  CREATE TRIGGER strategy_is_kept BEFORE INSERT OR UPDATE OR DELETE ON strategy
    FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();
  `,
);
