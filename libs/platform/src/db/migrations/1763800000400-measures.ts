import { forward } from './forward.js';

export const Measures1763800000400 = forward(
  'Measures1763800000400',
  `
  CREATE TABLE dimension (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    code text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, code),
    UNIQUE (coalition_id, id)
  );

  CREATE TABLE category (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    dimension_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    position integer NOT NULL,
    retired_at timestamptz,
    UNIQUE (coalition_id, dimension_id, code),
    FOREIGN KEY (coalition_id, dimension_id) REFERENCES dimension (coalition_id, id)
  );

  CREATE TABLE measure (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    code text NOT NULL,
    name text NOT NULL,
    description text,
    level text NOT NULL CHECK (level IN ('POPULATION', 'PERFORMANCE')),
    aspect text CHECK (aspect IN ('HOW_MUCH', 'HOW_WELL', 'BETTER_OFF')),
    direction text NOT NULL CHECK (direction IN ('INCREASE', 'DECREASE', 'MAINTAIN', 'NONE')),
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    goal_ids uuid[] NOT NULL DEFAULT '{}',
    catalogue_references jsonb NOT NULL DEFAULT '[]',
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, code),
    UNIQUE (coalition_id, id)
  );

  CREATE TABLE measure_version (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    number integer NOT NULL,
    first_period_start date,
    number_kind text NOT NULL CHECK (number_kind IN ('COUNT', 'AMOUNT', 'RATIO')),
    factor integer NOT NULL CHECK (factor IN (1, 100, 1000, 10000, 100000)),
    unit text NOT NULL,
    of_people boolean NOT NULL,
    time_rule text NOT NULL CHECK (time_rule IN ('SUM', 'LAST', 'FIRST', 'AVERAGE', 'MIN', 'MAX')),
    denominator_time_rule text NOT NULL CHECK (denominator_time_rule IN ('SUM', 'LAST', 'FIRST', 'AVERAGE', 'MIN', 'MAX')),
    partner_rule text NOT NULL CHECK (partner_rule IN ('SUM', 'MIN', 'MAX', 'MEDIAN', 'AVERAGE')),
    comparability text NOT NULL CHECK (comparability IN ('COMPARABLE', 'BRIDGED', 'BREAK')),
    bridge_factor numeric,
    reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, measure_id, number),
    UNIQUE (coalition_id, id),
    CHECK ((comparability = 'BRIDGED') = (bridge_factor IS NOT NULL)),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );

  CREATE TABLE breakdown (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_version_id uuid NOT NULL,
    position integer NOT NULL,
    dimension_key text NOT NULL,
    additive boolean NOT NULL,
    UNIQUE (coalition_id, measure_version_id, dimension_key),
    FOREIGN KEY (coalition_id, measure_version_id) REFERENCES measure_version (coalition_id, id)
  );

  CREATE TABLE combination (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    key text NOT NULL,
    dimension_key text NOT NULL,
    cell jsonb NOT NULL,
    UNIQUE (coalition_id, key),
    UNIQUE (coalition_id, id)
  );
  COMMENT ON COLUMN combination.key IS 'sorted dimension=category pairs joined by ";"; empty for the total';

  CREATE TABLE combination_margin (
    coalition_id uuid NOT NULL,
    combination_id uuid NOT NULL,
    margin_id uuid NOT NULL,
    PRIMARY KEY (combination_id, margin_id),
    FOREIGN KEY (coalition_id, combination_id) REFERENCES combination (coalition_id, id),
    FOREIGN KEY (coalition_id, margin_id) REFERENCES combination (coalition_id, id)
  );
  COMMENT ON TABLE combination_margin IS 'every coarser cell that a combination is a part of';

  CREATE TABLE target (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    frequency text,
    period_start date,
    combination_id uuid,
    value numeric NOT NULL,
    tolerance numeric,
    source text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, frequency, period_start, combination_id),
    CHECK ((frequency IS NULL) = (period_start IS NULL)),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id),
    FOREIGN KEY (coalition_id, combination_id) REFERENCES combination (coalition_id, id)
  );

  CREATE TABLE baseline (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    frequency text,
    period_start date,
    value numeric,
    not_applicable_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, measure_id),
    CHECK ((value IS NULL) = (not_applicable_reason IS NOT NULL)),
    CHECK ((value IS NULL) = (period_start IS NULL)),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );

  CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    from_date date,
    to_date date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (from_date <= to_date),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX assignment_measure ON assignment (coalition_id, measure_id);
  COMMENT ON TABLE assignment IS 'a measure without a row here is asked of every partner';
  `,
);
