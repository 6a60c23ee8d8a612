import { forward } from './forward.js';

export const Limits1763800001200 = forward(
  'Limits1763800001200',
  `
  CREATE UNLOGGED TABLE rate_bucket (
    key text PRIMARY KEY,
    level double precision NOT NULL CHECK (level >= 0),
    restore double precision NOT NULL CHECK (restore > 0),
    counted_at timestamptz NOT NULL
  );
  COMMENT ON TABLE rate_bucket IS
    'leaky buckets of the API; unlogged: after a crash of the server they are empty, which nobody minds';
  COMMENT ON COLUMN rate_bucket.key IS 'key:<id>, person:<id> or coalition:<id>';
  COMMENT ON COLUMN rate_bucket.level IS 'points charged and not yet restored, at counted_at';
  COMMENT ON COLUMN rate_bucket.restore IS 'points that leak out in a second';
  GRANT SELECT, INSERT, UPDATE, DELETE ON rate_bucket TO keelson_apps;
  GRANT SELECT, UPDATE, DELETE ON rate_bucket TO keelson_workers; -- it locks what it forgets

  -- Every API process hears on this channel that a report moved; the message is the report's id and nothing else.
  CREATE FUNCTION tell_report_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_TABLE_NAME = 'report' THEN
      PERFORM pg_notify('report_changed', NEW.id::text);
    ELSE
      PERFORM pg_notify('report_changed', NEW.report_id::text);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER report_tells_its_state AFTER UPDATE OF state ON report
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_report_changed();
  CREATE TRIGGER report_tells_its_progress AFTER UPDATE ON report_progress
    FOR EACH ROW EXECUTE FUNCTION tell_report_changed();
  `,
);
