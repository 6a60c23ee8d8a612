import { forward } from './forward.js';

export const Reports1763800000800 = forward(
  'Reports1763800000800',
  `
  CREATE TABLE report (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    title text NOT NULL,
    measure_ids uuid[] NOT NULL CHECK (cardinality(measure_ids) > 0),
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    first_period_start date NOT NULL,
    last_period_start date NOT NULL,
    breakdown_keys text[],
    state text NOT NULL CHECK (state IN ('REQUESTED', 'COMPILING', 'COMPILED', 'FAILED')),
    failure text,
    requested_by_id uuid NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    compiled_at timestamptz,
    header jsonb,
    UNIQUE (coalition_id, id),
    CHECK (first_period_start <= last_period_start),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CHECK ((state = 'COMPILED') = (compiled_at IS NOT NULL)),
    CHECK ((state = 'COMPILED') = (header IS NOT NULL))
  );
  CREATE INDEX report_of_coalition ON report (coalition_id, requested_at, id);
  CREATE INDEX report_to_compile ON report (requested_at) WHERE state IN ('REQUESTED', 'COMPILING');
  CREATE TRIGGER report_is_final_once_compiled BEFORE UPDATE OR DELETE ON report
    FOR EACH ROW WHEN (OLD.state = 'COMPILED') EXECUTE FUNCTION refuse_change();
  COMMENT ON COLUMN report.breakdown_keys IS 'dimension codes sorted and joined by ","; null for all that the data holds';
  COMMENT ON COLUMN report.header IS 'what the figures are read with, frozen when it was compiled';

  CREATE TABLE report_progress (
    report_id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    done integer NOT NULL,
    total integer NOT NULL,
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id)
  );
  COMMENT ON TABLE report_progress IS 'apart from report, whose row the compiling transaction holds';

  CREATE TABLE report_figure (
    report_id uuid NOT NULL,
    position integer NOT NULL,
    coalition_id uuid NOT NULL,
    measure_code text NOT NULL,
    measure_name text NOT NULL,
    unit text NOT NULL,
    period text NOT NULL,
    period_start date NOT NULL,
    cell jsonb NOT NULL,
    value numeric,
    numerator numeric,
    denominator numeric,
    organizations_reported integer NOT NULL,
    organizations_expected integer NOT NULL,
    cells_reported integer NOT NULL,
    cells_expected integer NOT NULL,
    non_values jsonb NOT NULL,
    target numeric,
    status text NOT NULL,
    derived boolean NOT NULL,
    PRIMARY KEY (report_id, position)
  );
  COMMENT ON TABLE report_figure IS
    'without a foreign key: it is 44 % of a bulk insert, and the transaction that inserts holds the report''s row';
  CREATE TRIGGER report_figure_is_append_only BEFORE UPDATE OR DELETE ON report_figure
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  `,
);
