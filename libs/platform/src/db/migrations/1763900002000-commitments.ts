import { forward } from './forward.js';
import { protect } from './protect.js';

const open = `state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS')`;

// Action items become commitments: all that a row of action_item said goes into one of commitment with the same id, so
// that the table is dropped after the copy; two tables with the same facts would drift apart.
// Organizations of a list have no foreign key, which PostgreSQL does not have for elements; the verbs check them.
export const Commitments1763900002000 = forward(
  'Commitments1763900002000',
  `
  CREATE TABLE commitment (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    kind text NOT NULL CHECK (kind IN ('TASK', 'RESOURCE', 'LEADER_PRACTICE', 'REPAIR')),
    title text NOT NULL,
    description text,
    holder_organization_ids uuid[] NOT NULL CHECK (cardinality(holder_organization_ids) > 0),
    holder_names text[] NOT NULL DEFAULT '{}',
    is_joint boolean NOT NULL,
    accepted_organization_ids uuid[] NOT NULL DEFAULT '{}',
    counterpart_organization_id uuid,
    conversation_id uuid,
    activity_id uuid,
    decision_id uuid,
    body_decision_id uuid,
    asset_id uuid,
    amount numeric CHECK (amount >= 0),
    unit text,
    due_on date NOT NULL,
    first_due_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('OFFERED', 'ACCEPTED', 'IN_PROGRESS', 'DELIVERED', 'CONFIRMED', 'RELEASED')),
    state_since timestamptz NOT NULL DEFAULT now(),
    state_reason text,
    renegotiated_late boolean NOT NULL DEFAULT false,
    delivered_on date,
    delivered_by uuid,
    confirmed_on date,
    strengthened text,
    help_asked_at timestamptz,
    help_text text,
    help_answered_at timestamptz,
    help_answer text,
    overdue_announced_for date,
    created_at timestamptz NOT NULL DEFAULT now(),
    words tsvector NOT NULL,
    UNIQUE (coalition_id, id),
    CHECK (NOT is_joint OR cardinality(holder_organization_ids) > 1),
    CHECK (accepted_organization_ids <@ holder_organization_ids),
    CHECK (state IN ('OFFERED', 'RELEASED') OR accepted_organization_ids @> holder_organization_ids),
    CHECK (NOT counterpart_organization_id = ANY (holder_organization_ids)),
    CHECK ((state = 'CONFIRMED') = (confirmed_on IS NOT NULL)),
    CHECK ((state IN ('DELIVERED', 'CONFIRMED')) = (delivered_on IS NOT NULL)),
    CHECK (state <> 'RELEASED' OR state_reason IS NOT NULL),
    CHECK (strengthened IS NULL OR state = 'CONFIRMED'),
    CHECK (kind = 'RESOURCE' OR asset_id IS NULL AND amount IS NULL),
    CHECK (unit IS NULL OR amount IS NOT NULL),
    CHECK ((help_asked_at IS NULL) = (help_text IS NULL) AND (help_answered_at IS NULL) = (help_answer IS NULL)),
    CHECK (help_answered_at IS NULL OR help_asked_at IS NOT NULL),
    FOREIGN KEY (coalition_id, counterpart_organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id),
    FOREIGN KEY (coalition_id, decision_id) REFERENCES decision (coalition_id, id),
    FOREIGN KEY (coalition_id, body_decision_id) REFERENCES body_decision (coalition_id, id),
    FOREIGN KEY (coalition_id, asset_id) REFERENCES asset (coalition_id, id)
  );
  COMMENT ON TABLE commitment IS 'what organizations gave their word to do, until when, and what came of it';
  COMMENT ON COLUMN commitment.holder_names IS 'who of the holders does it, as they wrote it; nothing is counted by it';
  COMMENT ON COLUMN commitment.is_joint IS 'two holders or more, one of them not the backbone organization';
  COMMENT ON COLUMN commitment.accepted_organization_ids IS 'the holders that accepted it';
  COMMENT ON COLUMN commitment.first_due_on IS 'as it was offered; due_on is the one that holds';
  COMMENT ON COLUMN commitment.renegotiated_late IS 'the date was once moved after it had passed';
  COMMENT ON COLUMN commitment.delivered_by IS 'the person who said so, and so does not confirm it';
  COMMENT ON COLUMN commitment.strengthened IS 'how it strengthened the counterpart, in the words of whoever confirmed it';
  COMMENT ON COLUMN commitment.overdue_announced_for IS 'the due date after which its holders were told that it had passed';
  CREATE INDEX commitment_due ON commitment (coalition_id, due_on, id);
  CREATE INDEX commitment_holders ON commitment USING gin (holder_organization_ids);
  CREATE INDEX commitment_conversation ON commitment (coalition_id, conversation_id) WHERE conversation_id IS NOT NULL;
  CREATE INDEX commitment_activity ON commitment (coalition_id, activity_id) WHERE activity_id IS NOT NULL;
  CREATE INDEX commitment_words ON commitment USING gin (words);
  CREATE INDEX commitment_overdue ON commitment (due_on)
    WHERE ${open} AND overdue_announced_for IS DISTINCT FROM due_on;

  CREATE FUNCTION index_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.words := words_of(NEW.title, 'A') || words_of(NEW.description, 'B');
    RETURN NEW;
  END $$;
  CREATE TRIGGER commitment_is_indexed BEFORE INSERT OR UPDATE OF title, description ON commitment
    FOR EACH ROW EXECUTE FUNCTION index_commitment();

  CREATE TABLE commitment_renegotiation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    commitment_id uuid NOT NULL,
    from_due_on date NOT NULL,
    to_due_on date NOT NULL,
    on_time boolean NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK (to_due_on <> from_due_on),
    FOREIGN KEY (coalition_id, commitment_id) REFERENCES commitment (coalition_id, id)
  );
  COMMENT ON TABLE commitment_renegotiation IS 'that the due date of a commitment was moved, from when to when, and why; never changed';
  COMMENT ON COLUMN commitment_renegotiation.on_time IS 'on or before the date that held until then, in the coalition''s time zone';
  CREATE INDEX commitment_renegotiation_commitment ON commitment_renegotiation (coalition_id, commitment_id);

  ${protect('commitment', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE (overdue_announced_for)' })}
  ${protect('commitment_renegotiation', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  -- A worker asks for those that are overdue; the day of a coalition is a day before or after the server's.
  CREATE POLICY sweep ON commitment FOR SELECT TO keelson_workers
    USING (${open} AND overdue_announced_for IS DISTINCT FROM due_on AND due_on <= current_date);

  -- Its titles and words are those of commitments from here on; the history of action items keeps its names.
  -- Row-level security is off for the copy, as no coalition is named in a migration.
  ALTER TABLE action_item NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE commitment NO FORCE ROW LEVEL SECURITY;
  INSERT INTO commitment (id, coalition_id, kind, title, holder_organization_ids, holder_names, is_joint,
                          accepted_organization_ids, conversation_id, due_on, first_due_on, state, state_since,
                          delivered_on, created_at)
  SELECT i.id, i.coalition_id, 'TASK', i.description, ARRAY[i.owner_organization_id],
         CASE WHEN i.owner_name IS NULL THEN '{}' ELSE ARRAY[i.owner_name] END, false, ARRAY[i.owner_organization_id],
         i.conversation_id, i.due, i.due, CASE WHEN i.done_at IS NULL THEN 'ACCEPTED' ELSE 'DELIVERED' END,
         coalesce(i.done_at, i.created_at), (i.done_at AT TIME ZONE c.time_zone)::date, i.created_at
    FROM action_item i JOIN coalition c ON c.id = i.coalition_id;
  ALTER TABLE coalition FORCE ROW LEVEL SECURITY;
  ALTER TABLE commitment FORCE ROW LEVEL SECURITY;
  DROP TABLE action_item;
  DROP FUNCTION index_action_item();
  `,
);
