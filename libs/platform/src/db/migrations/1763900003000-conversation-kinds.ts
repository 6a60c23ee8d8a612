import { forward } from './forward.js';
import { protect } from './protect.js';

const write = { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' };
const replace = { app: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT' };
const append = { app: 'SELECT, INSERT', worker: 'SELECT' };
const filled = ['coalition', 'audit_event', 'conversation'];

// Conversations that stand get the time zone of their coalition, and notes the moment at which the history first knows them.
// Their words do not change, so the trigger that keeps them rests meanwhile.
export const ConversationKinds1763900003000 = forward(
  'ConversationKinds1763900003000',
  `
  ALTER TABLE conversation
    ADD kind text NOT NULL DEFAULT 'ROUTINE' CHECK (
      kind IN ('ROUTINE', 'SUSTAINING', 'POWER', 'SENSEMAKING', 'CELEBRATION', 'REPAIR', 'ONE_TO_ONE')),
    ADD time_zone text,
    ADD body_id uuid,
    ADD access_plan text,
    ADD notes_at timestamptz,
    ADD publish_on date,
    ADD published_at timestamptz,
    ADD cancelled_at timestamptz,
    ADD cancel_reason text;

  ${filled.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;`).join('\n')}
  ALTER TABLE conversation DISABLE TRIGGER conversation_is_indexed;
  UPDATE conversation
     SET time_zone = coalition.time_zone,
         notes_at = CASE WHEN notes IS NOT NULL THEN greatest(held_at, coalesce(
           (SELECT min(at) FROM audit_event
             WHERE coalition_id = conversation.coalition_id AND subject_type = 'Conversation'
               AND subject_id = conversation.id AND after->>'notes' IS NOT NULL),
           conversation.created_at)) END
    FROM coalition
   WHERE coalition.id = conversation.coalition_id;
  ALTER TABLE conversation ENABLE TRIGGER conversation_is_indexed;
  ${filled.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`).join('\n')}

  ALTER TABLE conversation
    ALTER time_zone SET NOT NULL,
    ADD CHECK ((notes IS NULL) = (notes_at IS NULL)),
    ADD CHECK (published_at IS NULL OR notes_at IS NOT NULL),
    ADD CHECK ((cancelled_at IS NULL) = (cancel_reason IS NULL)),
    ADD CHECK (cancelled_at IS NULL OR notes_at IS NULL),
    ADD FOREIGN KEY (coalition_id, body_id) REFERENCES body (coalition_id, id);
  CREATE INDEX conversation_body ON conversation (coalition_id, body_id) WHERE body_id IS NOT NULL;
  CREATE INDEX conversation_kind ON conversation (coalition_id, kind, held_at);
  COMMENT ON COLUMN conversation.notes_at IS 'when the notes were first there';
  COMMENT ON COLUMN conversation.published_at IS 'since when the notes stand and are not changed any more';

  ALTER TABLE agenda_item ADD minutes integer CHECK (minutes > 0);
  COMMENT ON COLUMN agenda_item.minutes IS 'how long it was planned to take';
  ALTER TABLE conversation_activity ADD changed boolean NOT NULL DEFAULT false;
  COMMENT ON COLUMN conversation_activity.changed IS 'whether the conversation led to a change of the activity';

  CREATE TABLE conversation_voice (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    conversation_id uuid NOT NULL,
    group_id uuid NOT NULL,
    present integer NOT NULL CHECK (present >= 0),
    turns integer CHECK (turns >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, conversation_id, group_id),
    CHECK (present > 0 OR coalesce(turns, 0) = 0),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id)
  );
  CREATE INDEX conversation_voice_group ON conversation_voice (coalition_id, group_id);
  COMMENT ON TABLE conversation_voice IS 'how many people of a stakeholder group were in a conversation, and how often they spoke; never by person';

  CREATE TABLE differing_note (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    conversation_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX differing_note_conversation ON differing_note (coalition_id, conversation_id);
  COMMENT ON TABLE differing_note IS 'what an organization that was in a conversation saw otherwise than its notes; never changed';
  CREATE TRIGGER differing_note_is_append_only BEFORE UPDATE OR DELETE ON differing_note
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE sustaining_note (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    conversation_id uuid NOT NULL,
    keeps_us_going text NOT NULL,
    risks text NOT NULL,
    capacity text NOT NULL,
    runway_months numeric CHECK (runway_months >= 0),
    funding_gap text,
    next_step text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, conversation_id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id)
  );
  COMMENT ON TABLE sustaining_note IS 'what a conversation about sustaining the work said';
  COMMENT ON COLUMN sustaining_note.runway_months IS 'for how many months the work is funded';

  CREATE TABLE power_note (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    conversation_id uuid NOT NULL,
    work_to_address text,
    none_because text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, conversation_id),
    CHECK (num_nonnulls(work_to_address, none_because) = 1),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id)
  );
  COMMENT ON TABLE power_note IS 'what a conversation about power leaves to work on, or why nothing';

  ALTER TABLE decision
    ADD affects text,
    ADD affected_represented boolean,
    ADD dissent text,
    ADD activity_ids uuid[] NOT NULL DEFAULT '{}',
    ADD reviewed_at timestamptz;
  COMMENT ON COLUMN decision.affected_represented IS 'whether those whom it affects most were represented';
  COMMENT ON COLUMN decision.activity_ids IS 'the activities that it changes';
  COMMENT ON COLUMN decision.review_on IS 'when to look at it again: as it was decided, or as its last review said';
  COMMENT ON COLUMN decision.reviewed_at IS 'the last review; what it found stands in decision_review';
  CREATE INDEX decision_activities ON decision USING gin (activity_ids);

  CREATE TABLE decision_review (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    decision_id uuid NOT NULL,
    findings text NOT NULL,
    due_on date,
    next_review_on date,
    reviewed_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, decision_id) REFERENCES decision (coalition_id, id)
  );
  CREATE INDEX decision_review_decision ON decision_review (coalition_id, decision_id);
  COMMENT ON TABLE decision_review IS 'what was found when the coalition looked at a decision again';
  COMMENT ON COLUMN decision_review.due_on IS 'when the review was due';
  CREATE TRIGGER decision_review_is_append_only BEFORE UPDATE OR DELETE ON decision_review
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  -- What was decided never changes; when it is looked at again, and that it was, may.
  CREATE FUNCTION keep_decision() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    moves constant text[] := '{review_on,reviewed_at}';
  BEGIN
    IF TG_OP = 'DELETE' OR NEW.reviewed_at IS NULL OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves THEN
      RAISE EXCEPTION 'decision is append-only';
    END IF;
    RETURN NEW;
  END $$;
  DROP TRIGGER decision_is_immutable ON decision;
  CREATE TRIGGER decision_is_immutable BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION keep_decision();
  GRANT UPDATE (review_on, reviewed_at) ON decision TO keelson_apps;

  ${['sustaining_note', 'power_note'].map((table) => protect(table, write)).join('\n')}
  ${protect('conversation_voice', replace)}
  ${['differing_note', 'decision_review'].map((table) => protect(table, append)).join('\n')}
  `,
);
