import { forward } from './forward.js';
import { protect } from './protect.js';

export const CalculatedMeasures1763800002100 = forward(
  'CalculatedMeasures1763800002100',
  `
  ALTER TABLE measure ADD COLUMN calculated boolean NOT NULL DEFAULT false;
  COMMENT ON COLUMN measure.calculated IS 'nobody reports it: every version of it has an expression';

  ALTER TABLE measure_version
    DROP CONSTRAINT measure_version_number_kind_check,
    ADD CONSTRAINT measure_version_number_kind_check CHECK (number_kind IN ('COUNT', 'AMOUNT', 'RATIO', 'CALCULATED')),
    ADD COLUMN expression text,
    ADD CONSTRAINT measure_version_expression_of_calculated CHECK ((number_kind = 'CALCULATED') = (expression IS NOT NULL));
  COMMENT ON COLUMN measure_version.expression IS 'over the codes of its operands, as it was written';

  CREATE TABLE measure_operand (
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_version_id uuid NOT NULL,
    position integer NOT NULL,
    operand_id uuid NOT NULL,
    treat_missing_as text CHECK (treat_missing_as IN ('ZERO')),
    PRIMARY KEY (measure_version_id, position),
    UNIQUE (coalition_id, measure_version_id, operand_id),
    FOREIGN KEY (coalition_id, measure_version_id) REFERENCES measure_version (coalition_id, id),
    FOREIGN KEY (coalition_id, operand_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE measure_operand IS 'what the expression of a version names, calculated measures too';

  CREATE TABLE calculation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    from_date date,
    comparability text NOT NULL CHECK (comparability IN ('COMPARABLE', 'BRIDGED', 'BREAK')),
    steps text[] NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, from_date),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE calculation IS 'a calculated measure over reported ones only; made again from the definitions whenever one of them changes';
  COMMENT ON COLUMN calculation.from_date IS 'it governs report periods that start from this day on; NULL: from ever';

  COMMENT ON COLUMN calculation.comparability IS 'the least comparable of its own version and of those of all it comes from';

  CREATE TABLE calculation_operand (
    coalition_id uuid NOT NULL,
    calculation_id uuid NOT NULL,
    place integer NOT NULL,
    operand_id uuid NOT NULL,
    optional boolean NOT NULL,
    PRIMARY KEY (calculation_id, place),
    FOREIGN KEY (coalition_id, calculation_id) REFERENCES calculation (coalition_id, id) ON DELETE CASCADE,
    FOREIGN KEY (coalition_id, operand_id) REFERENCES measure (coalition_id, id)
  );
  CREATE INDEX ON calculation_operand (coalition_id, operand_id);
  COMMENT ON COLUMN calculation_operand.optional IS 'without its number there may be one all the same: something counts it as zero';

  -- Steps in postfix order: '#3' is the third operand, '1.5' a number, '~' changes the sign, 'zero' makes zero of what has no
  -- number. Exact: every value is a fraction of whole numbers, since numeric division rounds. A value that is none carries
  -- why: 1 it divides by zero, 2 an operand has no number, 3 an operand's overlap is not resolved.
  CREATE FUNCTION calculate(steps text[], numerators numeric[], denominators numeric[], unresolved boolean[],
                            OUT value numeric, OUT is_unresolved boolean)
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
  DECLARE
    n numeric[] := '{}';
    d numeric[] := '{}';
    lack integer[] := '{}';
    top integer := 0;
    step text;
    place integer;
    above numeric;
    below numeric;
    ten numeric;
    worst integer;
    sorted integer;
  BEGIN
    FOREACH step IN ARRAY steps LOOP
      IF step ~ '^(#|\\d)' THEN
        top := top + 1;
        lack[top] := 0;
        IF step LIKE '#%' THEN
          place := substr(step, 2)::integer;
          above := numerators[place];
          below := denominators[place];
          IF unresolved[place] THEN
            lack[top] := 3;
          ELSIF above IS NULL OR coalesce(below, 0) = 0 THEN
            lack[top] := 2;
          END IF;
        ELSE
          above := step::numeric;
          below := 1;
        END IF;
        IF lack[top] > 0 THEN
          n[top] := 0;
          d[top] := 1;
        ELSE
          ten := ('1' || repeat('0', greatest(scale(above), scale(below))))::numeric;
          n[top] := trunc(above * ten) * sign(below);
          d[top] := trunc(abs(below) * ten);
        END IF;
      ELSIF step = '~' THEN
        n[top] := -n[top];
      ELSIF step = 'zero' THEN
        IF lack[top] IN (1, 2) THEN
          n[top] := 0;
          d[top] := 1;
          lack[top] := 0;
        END IF;
      ELSIF step = 'if' THEN
        top := top - 2;
        worst := greatest(lack[top], lack[top + 1], lack[top + 2]);
        IF worst < 2 THEN
          -- The branch that is not taken may divide by zero.
          place := CASE WHEN n[top] = 1 THEN top + 1 ELSE top + 2 END;
          worst := greatest(lack[top], lack[place]);
          n[top] := n[place];
          d[top] := d[place];
        END IF;
        lack[top] := worst;
      ELSE
        top := top - 1;
        worst := greatest(lack[top], lack[top + 1]);
        IF worst = 0 AND step = '/' AND n[top + 1] = 0 THEN
          worst := 1;
        END IF;
        lack[top] := worst;
        IF worst > 0 THEN
          n[top] := 0;
          d[top] := 1;
        ELSIF step = '*' THEN
          n[top] := n[top] * n[top + 1];
          d[top] := d[top] * d[top + 1];
        ELSIF step = '/' THEN
          above := n[top] * d[top + 1] * sign(n[top + 1]);
          d[top] := d[top] * abs(n[top + 1]);
          n[top] := above;
        ELSIF step IN ('+', '-') THEN
          below := CASE step WHEN '+' THEN n[top + 1] ELSE -n[top + 1] END;
          IF d[top] = d[top + 1] THEN
            n[top] := n[top] + below;
          ELSE
            n[top] := n[top] * d[top + 1] + below * d[top];
            d[top] := d[top] * d[top + 1];
          END IF;
        ELSE
          sorted := sign(n[top] * d[top + 1] - n[top + 1] * d[top]);
          IF step IN ('min', 'max') THEN
            IF (step = 'min') = (sorted > 0) THEN
              n[top] := n[top + 1];
              d[top] := d[top + 1];
            END IF;
          ELSE
            n[top] := CASE WHEN CASE step WHEN '<' THEN sorted < 0 WHEN '<=' THEN sorted <= 0 WHEN '>' THEN sorted > 0
                                          WHEN '>=' THEN sorted >= 0 WHEN '=' THEN sorted = 0 WHEN '!=' THEN sorted <> 0 END
                           THEN 1 ELSE 0 END;
            d[top] := 1;
          END IF;
        END IF;
      END IF;
    END LOOP;
    is_unresolved := lack[1] = 3;
    -- Rounded once, half away from zero; multiplied by the sixth place, since a division would round first.
    IF lack[1] = 0 THEN
      value := trim_scale(sign(n[1]) * div(2 * abs(n[1]) * 1000000 + d[1], 2 * d[1]) * 0.000001);
    END IF;
  END
  $$;

  ${protect('measure_operand', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  ${protect('calculation', { app: 'SELECT, INSERT, DELETE', worker: 'SELECT' })}
  ${protect('calculation_operand', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
