import { forward } from './forward.js';
import { protect } from './protect.js';

const write = { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' };
const append = { app: 'SELECT, INSERT', worker: 'SELECT' };

// A version is edited while it is a DRAFT or CONSULTING: what partners say in the consultation goes into the text.
// An adoption is a row of its own, because an interim one is confirmed later while the adopted text stays as it is.
// A contact is the one thing of an input that can be taken away again: it is personal.
export const AgendaConditions1763800003210 = forward(
  'AgendaConditions1763800003210',
  `
  ALTER TABLE agenda
    DROP CONSTRAINT agenda_state_check,
    ADD CONSTRAINT agenda_state_check CHECK (state IN ('DRAFT', 'CONSULTING', 'PROPOSED', 'ADOPTED', 'SUPERSEDED')),
    ADD status_quo jsonb NOT NULL DEFAULT '[]',
    ADD proposed_at timestamptz;
  ALTER TABLE goal
    ADD population text,
    ADD task text,
    ADD task_due date,
    ADD CHECK ((task IS NULL) = (task_due IS NULL));
  ALTER TABLE strategy
    ADD group_id uuid,
    ADD barrier text,
    ADD done_differently text,
    ADD why text,
    ADD change_level text CHECK (change_level IN ('PERSONAL', 'INTERPERSONAL', 'INSTITUTIONAL', 'CULTURAL')),
    ADD CHECK (group_id IS NULL OR (barrier, done_differently, why, change_level) IS NOT NULL),
    ADD FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id);
  CREATE INDEX strategy_group ON strategy (coalition_id, group_id) WHERE group_id IS NOT NULL;

  CREATE OR REPLACE FUNCTION keep_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    moves constant text[] := '{state,proposed_at,replaces_id,adopted_at,superseded_at}';
    arrow constant text := OLD.state || ' to ' || CASE TG_OP WHEN 'DELETE' THEN 'deleted' ELSE NEW.state END;
  BEGIN
    IF arrow IN ('DRAFT to DRAFT', 'DRAFT to CONSULTING', 'CONSULTING to CONSULTING', 'CONSULTING to PROPOSED') THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves
      OR arrow NOT IN ('PROPOSED to CONSULTING', 'PROPOSED to ADOPTED', 'ADOPTED to SUPERSEDED')
      OR OLD.state = 'ADOPTED' AND (NEW.adopted_at, NEW.replaces_id, NEW.proposed_at)
        IS DISTINCT FROM (OLD.adopted_at, OLD.replaces_id, OLD.proposed_at)
    THEN
      RAISE EXCEPTION 'agenda % is immutable (%)', OLD.id, arrow;
    END IF;
    RETURN NEW;
  END $$;

  -- FOR SHARE: a version cannot be proposed while somebody still writes a goal of it.
  CREATE OR REPLACE FUNCTION keep_agenda_part() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    owner record;
  BEGIN
    FOR owner IN SELECT state FROM agenda WHERE id IN (OLD.agenda_id, NEW.agenda_id) FOR SHARE LOOP
      IF owner.state NOT IN ('DRAFT', 'CONSULTING') THEN
        RAISE EXCEPTION '% of an agenda that was proposed is immutable', TG_TABLE_NAME;
      END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $$;

  CREATE TABLE agenda_adoption (
    coalition_id uuid NOT NULL REFERENCES coalition,
    agenda_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    adopted_at timestamptz NOT NULL,
    PRIMARY KEY (coalition_id, decision_id),
    FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda (coalition_id, id),
    FOREIGN KEY (coalition_id, decision_id) REFERENCES body_decision (coalition_id, id)
  );
  CREATE INDEX agenda_adoption_agenda ON agenda_adoption (coalition_id, agenda_id);

  CREATE TABLE term (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    word text NOT NULL,
    folded_word text NOT NULL,
    required boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, folded_word)
  );
  COMMENT ON COLUMN term.folded_word IS 'the word without case and accents';

  CREATE TABLE term_definition (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    term_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    text text NOT NULL,
    looks_like text[] NOT NULL DEFAULT '{}',
    does_not_look_like text[] NOT NULL DEFAULT '{}',
    translations jsonb NOT NULL DEFAULT '[]',
    written_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, term_id, number),
    FOREIGN KEY (coalition_id, term_id) REFERENCES term (coalition_id, id)
  );
  CREATE TRIGGER term_definition_is_immutable BEFORE UPDATE OR DELETE ON term_definition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE term_position (
    coalition_id uuid NOT NULL REFERENCES coalition,
    definition_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    position text NOT NULL CHECK (position IN ('AGREE', 'CAN_LIVE_WITH', 'NEEDS_TALK')),
    note text,
    person_id uuid NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (coalition_id, definition_id, organization_id),
    FOREIGN KEY (coalition_id, definition_id) REFERENCES term_definition (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );

  CREATE TABLE community_input (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    kind text NOT NULL CHECK (kind IN ('WHAT_MATTERS', 'VALUE', 'INTEREST', 'CONCERN', 'IDEA')),
    channel text NOT NULL CHECK (channel IN ('MEETING', 'FORM', 'PHONE', 'PAPER', 'INTERVIEW')),
    text text NOT NULL,
    group_id uuid,
    agenda_id uuid,
    contact text,
    received_on date NOT NULL,
    recorded_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    disposition text CHECK (disposition IN ('ADOPTED', 'ADAPTED', 'NOT_ADOPTED')),
    reason text,
    you_said text,
    disposed_by uuid,
    disposed_at timestamptz,
    reply text,
    replied_by uuid,
    replied_at timestamptz,
    UNIQUE (coalition_id, id),
    CHECK ((disposition IS NULL) = (disposed_at IS NULL) AND (disposition IS NULL) = (reason IS NULL)),
    CHECK (disposition IS DISTINCT FROM 'NOT_ADOPTED' OR length(reason) >= 20),
    CHECK ((reply IS NULL) = (replied_at IS NULL)),
    FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id),
    FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda (coalition_id, id)
  );
  COMMENT ON COLUMN community_input.recorded_by IS 'null for who said it without an account';
  CREATE INDEX community_input_received ON community_input (coalition_id, received_on, id);
  CREATE INDEX community_input_group ON community_input (coalition_id, group_id);
  CREATE INDEX community_input_answered ON community_input (coalition_id, disposed_at, id) WHERE you_said IS NOT NULL;

  CREATE TABLE alignment_statement (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    goal_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    text text NOT NULL,
    person_id uuid NOT NULL,
    stated_at timestamptz NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, goal_id, organization_id),
    FOREIGN KEY (coalition_id, goal_id) REFERENCES goal (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );

  ${['term', 'term_position', 'community_input', 'alignment_statement'].map((table) => protect(table, write)).join('\n')}
  ${['agenda_adoption', 'term_definition'].map((table) => protect(table, append)).join('\n')}
  `,
);
