import { forward } from './forward.js';
import { protect } from './protect.js';
import { queueFigures } from './queue-figures.js';

const cellTrigger = (event: string, rows: string) => `
  CREATE TRIGGER measurement_queues_figures_on_${event.toLowerCase()} AFTER ${event} ON measurement
    REFERENCING ${rows} TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_cells();`;

const dayOf = (row: string) =>
  `CASE ${row}.frequency WHEN 'WEEK' THEN ${row}.period_start + 3 ELSE ${row}.period_start END`;
const lockedSubmissions = `
          SELECT id, coalition_id, frequency, period_start, state FROM submission
           WHERE id = ANY (ARRAY(SELECT DISTINCT submission_id FROM written)) ORDER BY id FOR SHARE`;

export const Rollups1763800002300 = forward(
  'Rollups1763800002300',
  `
  CREATE TABLE figure_queue (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    coalition_id uuid NOT NULL,
    measure_id uuid,
    frequency text,
    day date,
    submitted boolean NOT NULL DEFAULT false,
    queued_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX figure_queue_coalition ON figure_queue (coalition_id);
  COMMENT ON TABLE figure_queue IS
    'which figures a write has touched and nobody has recomputed; without foreign keys, which would double its cost';
  COMMENT ON COLUMN figure_queue.measure_id IS 'NULL for every measure';
  COMMENT ON COLUMN figure_queue.frequency IS 'of the measures; NULL for every one';
  COMMENT ON COLUMN figure_queue.day IS
    'by which the collected period lies in a longer one: its first day, of a week its Thursday; NULL for every period';
  COMMENT ON COLUMN figure_queue.submitted IS 'of no matter while the figures of the coalition come from APPROVED';

  CREATE TABLE figure_rollup (
    coalition_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    frequency text NOT NULL,
    period_start date NOT NULL,
    combination_id uuid,
    cell jsonb NOT NULL,
    value numeric,
    low numeric,
    high numeric,
    numerator numeric,
    denominator numeric,
    organizations_reported integer NOT NULL,
    organizations_expected integer NOT NULL,
    cells_reported integer NOT NULL,
    cells_expected integer NOT NULL,
    non_values jsonb NOT NULL,
    target numeric,
    baseline numeric,
    progress numeric,
    status text NOT NULL,
    derived boolean NOT NULL,
    version integer NOT NULL,
    comparability text NOT NULL,
    picked boolean NOT NULL,
    UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, frequency, period_start, combination_id)
  );
  COMMENT ON TABLE figure_rollup IS
    'the figures as the one statement computes them; good only for what figure_rollup_year names and figure_queue does not';

  CREATE TABLE figure_rollup_year (
    coalition_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    frequency text NOT NULL,
    year_start date NOT NULL,
    rolled_up_at timestamptz NOT NULL,
    PRIMARY KEY (coalition_id, measure_id, frequency, year_start)
  );
  COMMENT ON TABLE figure_rollup_year IS 'the years whose figures of this frequency are all in figure_rollup';

  CREATE FUNCTION queue_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('INSERT INTO figure_queue (coalition_id, measure_id) SELECT DISTINCT coalition_id, (%s)::uuid FROM written', TG_ARGV[0]);
    RETURN NULL;
  END $$;

  -- The lock makes a decision on the submission wait for us or us for it, so that one of the two sees the other. Many
  -- cells are told by their periods alone: to find out which measures they are of takes three times as long. Without
  -- nested loops, because the plan is kept and the first batch of a session may be a single cell.
  CREATE FUNCTION queue_figures_of_cells() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
  BEGIN
    IF (SELECT count(*) FROM (SELECT FROM written LIMIT 501) AS many) > 500 THEN
      INSERT INTO figure_queue (coalition_id, frequency, day, submitted)
      SELECT DISTINCT s.coalition_id, s.frequency, ${dayOf('s')}, s.state = 'SUBMITTED'
        FROM (${lockedSubmissions}) s
       WHERE s.state IN ('SUBMITTED', 'APPROVED');
    ELSE
      INSERT INTO figure_queue (coalition_id, measure_id, frequency, day, submitted)
      SELECT DISTINCT s.coalition_id, c.measure_id, s.frequency, ${dayOf('s')}, s.state = 'SUBMITTED'
        FROM (SELECT DISTINCT submission_id, measure_id FROM written) c
        JOIN (${lockedSubmissions}) s ON s.id = c.submission_id
       WHERE s.state IN ('SUBMITTED', 'APPROVED');
    END IF;
    RETURN NULL;
  END $$;

  CREATE FUNCTION queue_figures_of_submissions() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
  BEGIN
    INSERT INTO figure_queue (coalition_id, frequency, day, submitted)
    SELECT DISTINCT s.coalition_id, s.frequency, ${dayOf('s')}, 'APPROVED' NOT IN (o.state, n.state)
      FROM was o
      JOIN became n ON n.id = o.id
     CROSS JOIN LATERAL (VALUES (o.coalition_id, o.frequency, o.period_start), (n.coalition_id, n.frequency, n.period_start))
           AS s (coalition_id, frequency, period_start)
     WHERE (o.state, o.coalition_id, o.organization_id, o.frequency, o.period_start)
           IS DISTINCT FROM (n.state, n.coalition_id, n.organization_id, n.frequency, n.period_start)
       AND (o.state IN ('SUBMITTED', 'APPROVED') OR n.state IN ('SUBMITTED', 'APPROVED'));
    RETURN NULL;
  END $$;

  -- The margins of a combination that was made just now concern no cell yet.
  CREATE FUNCTION queue_figures_of_margins() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO figure_queue (coalition_id)
    SELECT DISTINCT w.coalition_id FROM written w JOIN combination k ON k.id = w.combination_id
     WHERE k.xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
  END $$;

  CREATE FUNCTION queue_all_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO figure_queue (coalition_id) VALUES ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid);
    RETURN NULL;
  END $$;

  ${cellTrigger('INSERT', 'NEW')}
  ${cellTrigger('UPDATE', 'NEW')}
  ${cellTrigger('DELETE', 'OLD')}
  -- A submission without cells stands behind no figure, so there is nothing to queue when it is made.
  CREATE TRIGGER submission_queues_figures_on_update AFTER UPDATE ON submission
    REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_submissions();
  CREATE TRIGGER coalition_queues_figures_on_update AFTER UPDATE ON coalition FOR EACH ROW
    WHEN ((OLD.figures_from, OLD.time_zone, OLD.year_start_month) IS DISTINCT FROM (NEW.figures_from, NEW.time_zone, NEW.year_start_month))
    EXECUTE FUNCTION queue_all_figures('id');
  -- A new combination has no cells yet; a writer that meets one again changes nothing of it.
  CREATE TRIGGER combination_queues_figures_on_update AFTER UPDATE ON combination FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION queue_all_figures('coalition_id');
  CREATE TRIGGER combination_margin_queues_figures_on_insert AFTER INSERT ON combination_margin
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_margins();
  CREATE TRIGGER combination_margin_queues_figures_on_update AFTER UPDATE ON combination_margin FOR EACH ROW
    EXECUTE FUNCTION queue_all_figures('coalition_id');
  ${queueFigures('measure', 'id')}
  ${queueFigures('measure_version', 'measure_id')}
  ${queueFigures('breakdown', 'SELECT v.measure_id FROM measure_version v WHERE v.id = measure_version_id')}
  ${queueFigures('target', 'measure_id')}
  ${queueFigures('baseline', 'measure_id')}
  ${queueFigures('assignment', 'measure_id')}
  ${queueFigures('overlap_resolution', 'measure_id')}
  ${queueFigures('calculation', 'measure_id')}
  ${queueFigures('calculation_operand', 'SELECT c.measure_id FROM calculation c WHERE c.id = calculation_id', ['INSERT'])}
  ${queueFigures('membership', 'NULL')}
  ${queueFigures('organization_merger', 'NULL')}

  -- What is there already; its owner may be no superuser.
  ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY;
  INSERT INTO figure_queue (coalition_id) SELECT id FROM coalition;
  ALTER TABLE coalition FORCE ROW LEVEL SECURITY;

  ${protect('figure_queue', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT, DELETE' })}
  ${protect('figure_rollup', { app: 'SELECT', worker: 'SELECT, INSERT, DELETE' })}
  ${protect('figure_rollup_year', { app: 'SELECT', worker: 'SELECT, INSERT, UPDATE, DELETE' })}
  -- Any worker finds the work of every coalition.
  CREATE POLICY sweep ON figure_queue FOR SELECT TO keelson_workers USING (true);
  `,
);
