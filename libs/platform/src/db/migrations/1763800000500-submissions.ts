import { forward } from './forward.js';

export const Submissions1763800000500 = forward(
  'Submissions1763800000500',
  `
  CREATE TABLE submission (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    organization_id uuid NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    period_start date NOT NULL,
    state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')),
    reason text,
    first_submitted_at timestamptz,
    submitted_at timestamptz,
    submitted_by uuid,
    approved_at timestamptz,
    approved_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, organization_id, frequency, period_start),
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX submission_period ON submission (coalition_id, frequency, period_start);

  CREATE TABLE measurement_batch (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL,
    key_id uuid,
    through text NOT NULL CHECK (through IN ('API', 'CORRECTION')),
    reason text,
    request_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  COMMENT ON TABLE measurement_batch IS 'who wrote a set of values, when, why and through what';

  CREATE TABLE measurement (
    submission_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    combination_id uuid NOT NULL,
    coalition_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    revision integer NOT NULL,
    number numeric,
    denominator numeric,
    non_value text CHECK (non_value IN ('NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED', 'SUPPRESSED_AT_SOURCE')),
    reason text,
    PRIMARY KEY (submission_id, measure_id, combination_id),
    CHECK ((number IS NULL) = (non_value IS NOT NULL)),
    FOREIGN KEY (coalition_id, submission_id) REFERENCES submission (coalition_id, id)
  );
  CREATE INDEX measurement_non_value ON measurement (coalition_id, measure_id) WHERE non_value IS NOT NULL;
  COMMENT ON COLUMN measurement.number IS 'the value of a COUNT or AMOUNT, the numerator of a RATIO';

  CREATE TABLE measurement_revision (
    submission_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    combination_id uuid NOT NULL,
    coalition_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    revision integer NOT NULL,
    number numeric,
    denominator numeric,
    non_value text,
    reason text,
    PRIMARY KEY (submission_id, measure_id, combination_id, revision)
  );
  CREATE TRIGGER measurement_revision_is_append_only BEFORE UPDATE OR DELETE ON measurement_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE correction (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    submission_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED')),
    reason text NOT NULL,
    values jsonb NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text,
    FOREIGN KEY (coalition_id, submission_id) REFERENCES submission (coalition_id, id)
  );
  CREATE INDEX correction_submission ON correction (coalition_id, submission_id);
  `,
);
