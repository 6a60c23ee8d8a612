import { forward } from './forward.js';
import { protect } from './protect.js';

export const Digests1763900007010 = forward(
  'Digests1763900007010',
  `
  CREATE TABLE follow (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL REFERENCES person,
    activity_id uuid,
    measure_id uuid,
    goal_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE NULLS NOT DISTINCT (coalition_id, person_id, activity_id, measure_id, goal_id),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id),
    FOREIGN KEY (coalition_id, goal_id) REFERENCES goal (coalition_id, id) ON DELETE CASCADE,
    CHECK (num_nonnulls(activity_id, measure_id, goal_id) = 1)
  );
  CREATE INDEX follow_goal ON follow (coalition_id, goal_id) WHERE goal_id IS NOT NULL;
  CREATE INDEX follow_activity ON follow (coalition_id, activity_id) WHERE activity_id IS NOT NULL;
  CREATE INDEX follow_measure ON follow (coalition_id, measure_id) WHERE measure_id IS NOT NULL;
  COMMENT ON TABLE follow IS 'what a member wants to hear of beside what their organizations do and report';
  ${protect('follow', { app: 'SELECT, INSERT, DELETE', worker: 'SELECT' })}

  CREATE TABLE digest (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL REFERENCES person,
    week date NOT NULL CHECK (extract(isodow FROM week) = 1),
    language text NOT NULL,
    content jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, person_id, week)
  );
  COMMENT ON TABLE digest IS 'what a member was told of one week, decided by what they might see when it was compiled';
  COMMENT ON COLUMN digest.week IS 'the Monday on which the week that it tells of began, in the member''s time zone';
  COMMENT ON COLUMN digest.content IS '{sections: [{part, items, more}]}; null: looked at, and there was nothing to tell';
  CREATE TRIGGER digest_is_append_only BEFORE UPDATE OR DELETE ON digest FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('digest', { app: 'SELECT', worker: 'SELECT, INSERT' })}

  CREATE TABLE digest_clock (
    coalition_id uuid PRIMARY KEY REFERENCES coalition,
    next_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX digest_clock_due ON digest_clock (next_at);
  COMMENT ON TABLE digest_clock IS 'when a worker looks next whose Monday has come in a coalition; whoever holds the row compiles';
  ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY;
  INSERT INTO digest_clock (coalition_id) SELECT id FROM coalition;
  ALTER TABLE coalition FORCE ROW LEVEL SECURITY;
  CREATE FUNCTION start_digest_clock() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO digest_clock (coalition_id) VALUES (NEW.id);
      RETURN NULL;
    END
  $$;
  CREATE TRIGGER coalition_has_a_digest_clock AFTER INSERT ON coalition FOR EACH ROW EXECUTE FUNCTION start_digest_clock();
  ${protect('digest_clock', { app: 'SELECT, INSERT', worker: 'SELECT, UPDATE (next_at)' })}
  -- Any worker finds the work of every coalition.
  CREATE POLICY sweep ON digest_clock FOR SELECT TO keelson_workers USING (next_at <= now());
  `,
);
