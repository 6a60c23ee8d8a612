import { forward } from './forward.js';
import { protect } from './protect.js';

const conditions = `('COMMON_AGENDA', 'SHARED_MEASURES', 'ACTIVITIES', 'COMMUNICATION', 'BACKBONE')`;
const append = { app: 'SELECT, INSERT', worker: 'SELECT' };

export const Scorecard1763900005000 = forward(
  'Scorecard1763900005000',
  `
  CREATE TABLE scorecard_check (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    check_name text NOT NULL CHECK (check_name ~ '^[A-Z_]+$'),
    condition text NOT NULL CHECK (condition IN ${conditions}),
    state text NOT NULL CHECK (state IN ('PASS', 'FAIL', 'NOT_ASSESSABLE')),
    since date NOT NULL,
    previous_state text CHECK (previous_state IN ('PASS', 'FAIL', 'NOT_ASSESSABLE')),
    facts jsonb NOT NULL,
    evaluated_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, check_name),
    CHECK (previous_state IS DISTINCT FROM state)
  );
  COMMENT ON TABLE scorecard_check IS 'what the last evaluation of the five conditions said of each check';
  COMMENT ON COLUMN scorecard_check.since IS 'the coalition''s day on which it came into this state';
  COMMENT ON COLUMN scorecard_check.previous_state IS 'null: it was in this state when it was first evaluated';

  CREATE TABLE scorecard_evaluation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    evaluated_on date NOT NULL,
    evaluated_at timestamptz NOT NULL,
    checks jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, evaluated_on)
  );
  COMMENT ON TABLE scorecard_evaluation IS 'all checks with their facts, as the worker found them on a day; never changed';
  CREATE TRIGGER scorecard_evaluation_is_immutable BEFORE UPDATE OR DELETE ON scorecard_evaluation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE scorecard_turn (
    coalition_id uuid PRIMARY KEY REFERENCES coalition,
    due_at timestamptz NOT NULL
  );
  COMMENT ON TABLE scorecard_turn IS 'when the worker evaluates a coalition next: at the start of its next day';
  CREATE FUNCTION plan_scorecard() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO scorecard_turn (coalition_id, due_at) VALUES (NEW.id, now());
    RETURN NULL;
  END $$;
  -- What is there already; its owner may be no superuser.
  ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY;
  INSERT INTO scorecard_turn (coalition_id, due_at) SELECT id, now() FROM coalition;
  ALTER TABLE coalition FORCE ROW LEVEL SECURITY;
  CREATE TRIGGER coalition_plans_scorecard AFTER INSERT ON coalition FOR EACH ROW EXECUTE FUNCTION plan_scorecard();

  CREATE TABLE group_category (
    coalition_id uuid NOT NULL REFERENCES coalition,
    group_id uuid NOT NULL,
    category_id uuid NOT NULL,
    PRIMARY KEY (coalition_id, group_id, category_id),
    FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id),
    FOREIGN KEY (coalition_id, category_id) REFERENCES category (coalition_id, id)
  );
  COMMENT ON TABLE group_category IS 'the categories of dimensions in which figures show a stakeholder group';

  CREATE TABLE tension_procedure (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    version integer NOT NULL CHECK (version > 0),
    text text NOT NULL,
    registered_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, version)
  );
  CREATE TRIGGER tension_procedure_is_immutable BEFORE UPDATE OR DELETE ON tension_procedure
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE tension_steward (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    procedure_id uuid NOT NULL,
    position integer NOT NULL CHECK (position > 0),
    name text NOT NULL,
    organization_id uuid,
    UNIQUE (coalition_id, procedure_id, position),
    FOREIGN KEY (coalition_id, procedure_id) REFERENCES tension_procedure (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  COMMENT ON COLUMN tension_steward.organization_id IS 'null: somebody from outside the coalition';

  ${protect('scorecard_check', { app: 'SELECT', worker: 'SELECT, INSERT, UPDATE' })}
  ${protect('scorecard_evaluation', { app: 'SELECT', worker: 'SELECT, INSERT' })}
  ${protect('scorecard_turn', { app: 'SELECT, INSERT', worker: 'SELECT, UPDATE' })}
  -- A worker finds the coalitions that are due, and no others.
  CREATE POLICY sweep ON scorecard_turn FOR SELECT TO keelson_workers USING (due_at <= now());
  ${protect('group_category', { app: 'SELECT, INSERT, DELETE', worker: 'SELECT' })}
  ${protect('tension_procedure', append)}
  ${protect('tension_steward', append)}
  `,
);
