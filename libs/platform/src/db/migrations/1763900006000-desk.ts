import { forward } from './forward.js';
import { protect } from './protect.js';

// What stands on the desk is computed from the facts: only that it may wait is kept. `subject_id` refers to rows of many
// tables: no foreign key can. Indexes are those of the rules that no list of a room needed.
export const Desk1763900006000 = forward(
  'Desk1763900006000',
  `
  CREATE TABLE attention_snooze (
    coalition_id uuid NOT NULL REFERENCES coalition,
    rule text NOT NULL CHECK (rule ~ '^[A-Z_]+$'),
    subject_id uuid NOT NULL,
    occurrence text NOT NULL,
    until date NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    snoozed_by uuid NOT NULL,
    snoozed_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (coalition_id, rule, subject_id, occurrence)
  );
  COMMENT ON TABLE attention_snooze IS 'that an item on the desk of a backbone team may wait until a day';
  COMMENT ON COLUMN attention_snooze.occurrence IS 'when the fact began; one that begins again is not snoozed';
  COMMENT ON COLUMN attention_snooze.until IS 'the last day, included, in the time zone of the coalition';
  CREATE INDEX attention_snooze_until ON attention_snooze (coalition_id, until) WHERE ended_at IS NULL;

  CREATE INDEX seat_reserved ON seat (coalition_id, id) WHERE reserved_group_id IS NOT NULL AND closed_at IS NULL;
  CREATE INDEX community_input_heard ON community_input (coalition_id, group_id, received_on);
  CREATE INDEX community_input_unanswered ON community_input (coalition_id, received_on) WHERE replied_at IS NULL;
  CREATE INDEX reinforcement_link_duplicate ON reinforcement_link (coalition_id, id)
    WHERE kind = 'DUPLICATES' AND unlinked_at IS NULL;
  CREATE INDEX agreement_ends ON agreement (coalition_id, to_date) WHERE signed_at IS NOT NULL AND revoked_at IS NULL;
  CREATE INDEX commitment_help ON commitment (coalition_id, help_asked_at)
    WHERE help_asked_at IS NOT NULL AND help_answered_at IS NULL;
  CREATE INDEX conversation_without_notes ON conversation (coalition_id, held_at)
    WHERE notes_at IS NULL AND cancelled_at IS NULL;
  CREATE INDEX decision_review_on ON decision (coalition_id, review_on) WHERE review_on IS NOT NULL;
  DROP INDEX community_input_group;

  ${protect('attention_snooze', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  `,
);
