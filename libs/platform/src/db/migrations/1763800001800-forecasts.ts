import { forward } from './forward.js';
import { protect } from './protect.js';

export const Forecasts1763800001800 = forward(
  'Forecasts1763800001800',
  `
  CREATE TABLE measure_forecast (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    method text NOT NULL CHECK (method IN ('LEAST_SQUARES')),
    frequency text NOT NULL CHECK (frequency IN ('YEAR')),
    first_start date NOT NULL,
    last_start date NOT NULL CHECK (last_start > first_start),
    points jsonb NOT NULL CHECK (jsonb_typeof(points) = 'array'),
    slope numeric NOT NULL,
    intercept numeric NOT NULL,
    lowest numeric,
    highest numeric,
    tolerance numeric CHECK (tolerance >= 0),
    reason text,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (coalition_id, measure_id, number),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE measure_forecast IS 'frozen and dated: a new one is added, never edited';
  COMMENT ON COLUMN measure_forecast.intercept IS 'the line in the year of first_start; slope is its step per year';
  COMMENT ON COLUMN measure_forecast.lowest IS 'lowest and highest are the measure''s range; NULL where it has no end';
  CREATE TRIGGER measure_forecast_is_append_only BEFORE UPDATE OR DELETE ON measure_forecast
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  ${protect('measure_forecast', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
