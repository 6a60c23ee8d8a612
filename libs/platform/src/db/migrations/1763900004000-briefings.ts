import { forward } from './forward.js';
import { protect } from './protect.js';

const worker = 'SELECT';
const withdraw = 'withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason';

// What was said stays as it was said: the API may withdraw it and answer it, and nothing else of a row changes.
// Days stand beside instants where a clock reads them: a coalition that moves to another time zone keeps its past.
const withdrawal = `
    withdrawn_at timestamptz,
    withdrawn_on date,
    withdrawn_by uuid,
    withdrawal_reason text,
    CHECK (num_nonnulls(withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) IN (0, 4)),
    UNIQUE (coalition_id, id)`;
const own = `
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    written_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    organization_id uuid,
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)`;

export const Briefings1763900004000 = forward(
  'Briefings1763900004000',
  `
  CREATE TABLE brief (${own},
    claim text NOT NULL CHECK (btrim(claim) <> ''),
    source text NOT NULL CHECK (btrim(source) <> ''),
    as_of date NOT NULL,
    uncertain text NOT NULL CHECK (btrim(uncertain) <> ''),
    other_view text NOT NULL CHECK (btrim(other_view) <> ''),${withdrawal}
  );
  COMMENT ON TABLE brief IS 'a claim with its source, its day, what is uncertain and one other view';
  COMMENT ON COLUMN brief.organization_id IS 'who says it; null for the backbone';
  CREATE INDEX brief_organization ON brief (coalition_id, organization_id);

  CREATE TABLE question (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    text text NOT NULL CHECK (btrim(text) <> ''),
    asked_by uuid NOT NULL,
    asked_by_organization_id uuid,
    asked_of_organization_id uuid,
    asked_at timestamptz NOT NULL,
    due_on date NOT NULL,
    answer text CHECK (btrim(answer) <> ''),
    answered_by uuid,
    answered_by_organization_id uuid,
    answered_at timestamptz,
    answered_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(answer, answered_by, answered_at, answered_on) IN (0, 4)),
    CHECK (answered_by_organization_id IS NULL OR answered_at IS NOT NULL),
    FOREIGN KEY (coalition_id, asked_by_organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, asked_of_organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, answered_by_organization_id) REFERENCES organization (coalition_id, id),${withdrawal}
  );
  COMMENT ON TABLE question IS 'what somebody asked the backbone or an organization, and the answer';
  COMMENT ON COLUMN question.asked_by_organization_id IS 'null for the backbone';
  COMMENT ON COLUMN question.asked_of_organization_id IS 'null for the backbone';
  COMMENT ON COLUMN question.due_on IS 'five working days, Monday to Friday, after the day it was asked on';
  COMMENT ON COLUMN question.answered_on IS 'the day of the answer in the time zone of the coalition';
  CREATE INDEX question_due ON question (coalition_id, due_on, id);
  CREATE INDEX question_asked_of ON question (coalition_id, asked_of_organization_id);

  CREATE TABLE insight (${own},
    text text NOT NULL CHECK (btrim(text) <> ''),
    practice text NOT NULL CHECK (btrim(practice) <> ''),${withdrawal}
  );
  COMMENT ON TABLE insight IS 'what was learnt, in at most 150 words, and the one practice that it leads to';
  COMMENT ON COLUMN insight.organization_id IS 'who says it; null for the backbone';
  CREATE INDEX insight_organization ON insight (coalition_id, organization_id);

  CREATE TABLE resource_link (${own},
    title text NOT NULL CHECK (btrim(title) <> ''),
    url text NOT NULL,
    note text,${withdrawal}
  );
  COMMENT ON TABLE resource_link IS 'a page of the web that is worth knowing';
  COMMENT ON COLUMN resource_link.organization_id IS 'who added it; null for the backbone';
  CREATE INDEX resource_link_organization ON resource_link (coalition_id, organization_id);

  ${['brief', 'insight', 'resource_link']
    .map((table) => protect(table, { app: `SELECT, INSERT, UPDATE (${withdraw})`, worker }))
    .join('\n')}
  ${protect('question', {
    app: `SELECT, INSERT, UPDATE (answer, answered_by, answered_by_organization_id, answered_at, answered_on, ${withdraw})`,
    worker,
  })}
  `,
);
