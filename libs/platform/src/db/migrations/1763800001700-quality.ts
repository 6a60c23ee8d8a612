import { forward } from './forward.js';
import { protect } from './protect.js';

export const Quality1763800001700 = forward(
  'Quality1763800001700',
  `
  CREATE TABLE quality_rule (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    code text NOT NULL,
    name text NOT NULL,
    left_expression text NOT NULL,
    operator text NOT NULL CHECK (operator IN ('EQUAL', 'NOT_EQUAL', 'GREATER', 'GREATER_OR_EQUAL', 'LESS', 'LESS_OR_EQUAL',
                                               'COMPULSORY_PAIR', 'EXCLUSIVE_PAIR')),
    right_expression text NOT NULL,
    importance text NOT NULL CHECK (importance IN ('LOW', 'MEDIUM', 'HIGH')),
    active boolean NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    measure_ids uuid[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, code),
    UNIQUE (coalition_id, id)
  );
  COMMENT ON COLUMN quality_rule.measure_ids IS 'the measures that the two expressions name';

  CREATE TABLE quality_explanation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    organization_id uuid NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    period_start date NOT NULL,
    check_kind text NOT NULL CHECK (check_kind IN ('RULE', 'PARTS_AGAINST_TOTAL', 'OUTLIER', 'SLIP', 'NUMERATOR_OVER_DENOMINATOR', 'UNCHANGED')),
    rule_id uuid,
    measure_id uuid,
    cell_key text NOT NULL,
    breakdown text NOT NULL,
    explained text NOT NULL,
    text text NOT NULL,
    explained_by uuid NOT NULL,
    explained_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (coalition_id, organization_id, frequency, period_start, check_kind, rule_id, measure_id, cell_key, breakdown),
    CHECK ((check_kind = 'RULE') = (rule_id IS NOT NULL)),
    CHECK ((check_kind IN ('RULE', 'UNCHANGED')) = (measure_id IS NULL)),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, rule_id) REFERENCES quality_rule (coalition_id, id),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON COLUMN quality_explanation.explained IS 'the numbers it explains: once the cell holds others, it no longer holds';

  ${protect('quality_rule', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  ${protect('quality_explanation', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  `,
);
