import { forward } from './forward.js';
import { protect } from './protect.js';

export const Publications1763800001400 = forward(
  'Publications1763800001400',
  `
  ALTER TABLE report ADD requested_by_key_id uuid;
  COMMENT ON COLUMN report.requested_by_key_id IS
    'the API key that asked, if one did: a key follows its own requests, not those of the person who made it';

  CREATE TABLE report_publication (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    audience text NOT NULL CHECK (audience IN ('COALITION', 'FUNDERS')),
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by uuid NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdrawal_reason text,
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))
  );
  COMMENT ON TABLE report_publication IS 'to whom a compiled report was shown; one that was withdrawn stays as a record';
  CREATE UNIQUE INDEX report_publication_stands_once ON report_publication (coalition_id, report_id, audience)
    WHERE withdrawn_at IS NULL;
  CREATE INDEX report_publication_of_report ON report_publication (coalition_id, report_id);
  CREATE TRIGGER report_publication_only_ends BEFORE UPDATE ON report_publication FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NOT NULL
          OR (OLD.id, OLD.coalition_id, OLD.report_id, OLD.audience, OLD.published_at, OLD.published_by)
             IS DISTINCT FROM (NEW.id, NEW.coalition_id, NEW.report_id, NEW.audience, NEW.published_at, NEW.published_by))
    EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER report_publication_is_never_deleted BEFORE DELETE ON report_publication
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_publication', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  `,
);
