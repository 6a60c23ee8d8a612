import { forward } from './forward.js';
import { protect } from './protect.js';

const written = `
    written_as bigint NOT NULL DEFAULT nextval('write_number'),
    written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    written_on bigint NOT NULL DEFAULT server_identifier()`;

/** That a write was visible to the snapshot of the watermark that the transaction has set. */
const stood = (row: string) => `
      ${row}.written_as <= current_setting('app.watermark_number')::bigint
      AND (${row}.written_on <> current_setting('app.watermark_server')::bigint
           OR pg_visible_in_snapshot(${row}.written_in, current_setting('app.watermark_snapshot')::pg_snapshot))`;

export const Watermarks1763800002900 = forward(
  'Watermarks1763800002900',
  `
  -- Transactions are numbered by the server: a copy that was restored on another one starts again at the beginning.
  CREATE FUNCTION server_identifier() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT system_identifier FROM pg_control_system()
  $$;
  CREATE SEQUENCE write_number;
  GRANT USAGE, SELECT ON SEQUENCE write_number TO keelson_apps, keelson_workers;

  ALTER TABLE measurement_batch ADD COLUMN ${written.trim().replaceAll('\n    ', '\n    ADD COLUMN ')};
  COMMENT ON COLUMN measurement_batch.written_as IS 'counts writes up, but those of two transactions in any order';
  COMMENT ON COLUMN measurement_batch.written_in IS 'the transaction that wrote it: who has a smaller number may have come later';
  COMMENT ON COLUMN measurement_batch.written_on IS 'the server whose transactions are counted so';

  CREATE TABLE submission_state (
    coalition_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    state text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    ${written.trim()},
    PRIMARY KEY (submission_id, written_as)
  );
  COMMENT ON TABLE submission_state IS
    'every state that a submission had, written by its triggers; without a foreign key, which would double its cost';
  CREATE TRIGGER submission_state_is_append_only BEFORE UPDATE OR DELETE ON submission_state
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('submission_state', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT' })}

  -- What is there already; its owner may be no superuser.
  ALTER TABLE submission NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE submission_state NO FORCE ROW LEVEL SECURITY;
  INSERT INTO submission_state (coalition_id, submission_id, state) SELECT coalition_id, id, state FROM submission;
  ALTER TABLE submission FORCE ROW LEVEL SECURITY;
  ALTER TABLE submission_state FORCE ROW LEVEL SECURITY;

  CREATE FUNCTION keep_submission_states() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO submission_state (coalition_id, submission_id, state) SELECT coalition_id, id, state FROM became;
    ELSE
      INSERT INTO submission_state (coalition_id, submission_id, state)
      SELECT n.coalition_id, n.id, n.state FROM became n JOIN was o ON o.id = n.id WHERE o.state <> n.state;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER submission_keeps_its_state_on_insert AFTER INSERT ON submission
    REFERENCING NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_states();
  CREATE TRIGGER submission_keeps_its_state_on_update AFTER UPDATE ON submission
    REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_states();

  -- With this schema before public in the search path every statement reads what stood at the watermark.
  CREATE SCHEMA as_of;
  GRANT USAGE ON SCHEMA as_of TO keelson_workers;
  CREATE VIEW as_of.submission WITH (security_invoker = true) AS
    SELECT s.id, s.coalition_id, s.organization_id, s.frequency, s.period_start, stood.state, s.reason, s.first_submitted_at,
           s.submitted_at, s.submitted_by, s.approved_at, s.approved_by, s.created_at
      FROM public.submission s
     CROSS JOIN LATERAL (
             SELECT h.state FROM public.submission_state h
              WHERE h.submission_id = s.id AND ${stood('h').trim()}
              ORDER BY h.written_as DESC LIMIT 1) AS stood;
  CREATE VIEW as_of.measurement WITH (security_invoker = true) AS
    SELECT r.submission_id, r.measure_id, r.combination_id, r.coalition_id, r.batch_id, r.revision, r.number, r.denominator,
           r.non_value, r.reason
      FROM public.measurement_revision r
      JOIN public.measurement_batch b ON b.id = r.batch_id
     WHERE ${stood('b').trim()}
       AND NOT EXISTS (
             SELECT 1 FROM public.measurement_revision n
               JOIN public.measurement_batch b ON b.id = n.batch_id
              WHERE n.submission_id = r.submission_id AND n.measure_id = r.measure_id AND n.combination_id = r.combination_id
                AND n.revision > r.revision AND ${stood('b').trim()});
  -- What is kept of figures is of now: computed ones are asked for.
  CREATE VIEW as_of.figure_rollup_year WITH (security_invoker = true) AS SELECT * FROM public.figure_rollup_year WHERE false;
  CREATE VIEW as_of.measurement_batch WITH (security_invoker = true) AS
    SELECT * FROM public.measurement_batch b WHERE ${stood('b').trim()};
  CREATE VIEW as_of.submission_state WITH (security_invoker = true) AS
    SELECT * FROM public.submission_state h WHERE ${stood('h').trim()};
  GRANT SELECT ON ALL TABLES IN SCHEMA as_of TO keelson_workers;

  ALTER TABLE report ADD COLUMN comparisons text[];
  ALTER TABLE report_definition_version ADD COLUMN comparisons text[];
  COMMENT ON COLUMN report.comparisons IS 'what headlines are set beside; null: everything';

  CREATE TABLE report_hash (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    audience text CHECK (audience <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    made_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (coalition_id, report_id, audience),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id)
  );
  COMMENT ON TABLE report_hash IS 'SHA-256 of a report''s content as an audience sees it; NULL: all of it, for backbone staff';
  CREATE TRIGGER report_hash_is_append_only BEFORE UPDATE OR DELETE ON report_hash
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_hash', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT' })}
  `,
);
