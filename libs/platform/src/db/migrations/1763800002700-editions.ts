import { forward } from './forward.js';
import { protect } from './protect.js';

export const Editions1763800002700 = forward(
  'Editions1763800002700',
  `
  CREATE TABLE report_definition (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    code text NOT NULL,
    version integer NOT NULL,
    editions integer NOT NULL DEFAULT 0,
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, code)
  );
  COMMENT ON COLUMN report_definition.version IS 'the number of its latest version';
  COMMENT ON COLUMN report_definition.editions IS 'the number of its latest edition';

  CREATE TABLE report_definition_version (
    definition_id uuid NOT NULL,
    number integer NOT NULL,
    coalition_id uuid NOT NULL,
    title text NOT NULL,
    audiences text[] NOT NULL CHECK (cardinality(audiences) > 0 AND audiences <@ '{COALITION,FUNDERS}'),
    measure_ids uuid[],
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    first_period_start date,
    last_period_start date,
    last_periods integer CHECK (last_periods BETWEEN 1 AND 600),
    year_starts_in integer NOT NULL DEFAULT 1 CHECK (year_starts_in BETWEEN 1 AND 12),
    breakdowns jsonb,
    narrative jsonb NOT NULL DEFAULT '[]',
    reason text,
    defined_by uuid NOT NULL,
    defined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (definition_id, number),
    FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition (coalition_id, id),
    CHECK ((last_periods IS NULL) = (first_period_start IS NOT NULL)),
    CHECK ((first_period_start IS NULL) = (last_period_start IS NULL)),
    CHECK (number = 1 OR reason IS NOT NULL)
  );
  COMMENT ON TABLE report_definition_version IS 'what a definition said; an edition keeps the number of the one it was made by';
  COMMENT ON COLUMN report_definition_version.measure_ids IS 'null: all that are active when an edition is made';
  COMMENT ON COLUMN report_definition_version.last_periods IS 'rolling: so many complete periods before the day of the edition; else from first to last';
  COMMENT ON COLUMN report_definition_version.narrative IS '[{kind, measureId, text}] in the order of reading';
  CREATE TRIGGER report_definition_version_is_append_only BEFORE UPDATE OR DELETE ON report_definition_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE report_schedule (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    definition_id uuid NOT NULL,
    rule jsonb NOT NULL,
    next_at timestamptz,
    set_by uuid NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    end_reason text,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition (coalition_id, id),
    CHECK ((ended_at IS NULL) = (next_at IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
  );
  COMMENT ON COLUMN report_schedule.rule IS '{time, weekdays | daysOfMonth, months}: read in the coalition''s time zone';
  CREATE INDEX report_schedule_due ON report_schedule (next_at) WHERE ended_at IS NULL;
  CREATE INDEX report_schedule_of_definition ON report_schedule (coalition_id, definition_id);

  CREATE TABLE report_edition (
    definition_id uuid NOT NULL,
    number integer NOT NULL,
    coalition_id uuid NOT NULL,
    version integer NOT NULL,
    report_id uuid NOT NULL,
    schedule_id uuid,
    due_at timestamptz,
    PRIMARY KEY (definition_id, number),
    UNIQUE (coalition_id, report_id),
    UNIQUE (coalition_id, schedule_id, due_at),
    FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition (coalition_id, id),
    FOREIGN KEY (definition_id, version) REFERENCES report_definition_version (definition_id, number),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    FOREIGN KEY (coalition_id, schedule_id) REFERENCES report_schedule (coalition_id, id),
    CHECK ((schedule_id IS NULL) = (due_at IS NULL))
  );
  COMMENT ON TABLE report_edition IS 'a report that was made by a definition; a schedule makes one for a moment';
  CREATE TRIGGER report_edition_is_append_only BEFORE UPDATE OR DELETE ON report_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  ALTER TABLE report ADD narrative jsonb NOT NULL DEFAULT '[]';
  COMMENT ON COLUMN report.narrative IS '[{kind, measureId, text}] in the order of reading';

  ${protect('report_definition', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE (editions)' })}
  ${protect('report_definition_version', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  ${protect('report_schedule', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE (next_at, ended_at, end_reason)' })}
  ${protect('report_edition', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT' })}
  -- A worker asks for the editions that are due.
  GRANT INSERT ON report, report_progress TO keelson_workers;
  CREATE POLICY sweep ON report_schedule FOR SELECT TO keelson_workers USING (ended_at IS NULL AND next_at <= now());
  `,
);
