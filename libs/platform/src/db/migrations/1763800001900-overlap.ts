import { forward } from './forward.js';
import { protect } from './protect.js';

export const Overlap1763800001900 = forward(
  'Overlap1763800001900',
  `
  ALTER TABLE measure_version
    ADD COLUMN overlap text NOT NULL DEFAULT 'NONE' CHECK (overlap IN ('NONE', 'POSSIBLE')),
    ADD CONSTRAINT measure_version_overlap_of_sums
      CHECK (overlap = 'NONE' OR (partner_rule = 'SUM' AND number_kind IN ('COUNT', 'RATIO')));
  COMMENT ON COLUMN measure_version.overlap IS 'whether two partners may count the same person';

  ALTER TABLE report_figure
    ADD COLUMN low numeric,
    ADD COLUMN high numeric,
    ADD CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR value IS NULL));
  COMMENT ON COLUMN report_figure.low IS 'of an unresolved overlap: the largest number of one partner';
  COMMENT ON COLUMN report_figure.high IS 'of an unresolved overlap: the sum of all partners'' numbers';

  CREATE TABLE overlap_resolution (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    first_period_start date NOT NULL,
    last_period_start date NOT NULL,
    method text NOT NULL CHECK (method IN ('SUM', 'MAX', 'RATE', 'EXACT')),
    rate numeric CHECK (rate BETWEEN 0 AND 1),
    exact numeric CHECK (exact >= 0),
    signed_by text NOT NULL CHECK (signed_by <> ''),
    signed_on date NOT NULL,
    source text NOT NULL CHECK (source <> ''),
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (coalition_id, id),
    CHECK (first_period_start <= last_period_start),
    CHECK ((method = 'RATE') = (rate IS NOT NULL)),
    CHECK ((method = 'EXACT') = (exact IS NOT NULL)),
    CHECK (method <> 'EXACT' OR first_period_start = last_period_start),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE overlap_resolution IS 'a later one supersedes; none is ever changed';
  CREATE INDEX ON overlap_resolution (coalition_id, measure_id, frequency);
  CREATE TRIGGER overlap_resolution_is_append_only BEFORE UPDATE OR DELETE ON overlap_resolution
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  ${protect('overlap_resolution', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
