import { forward } from './forward.js';
import { protect } from './protect.js';

export const Disclosures1763800002200 = forward(
  'Disclosures1763800002200',
  `
  ALTER TABLE coalition ADD COLUMN small_number_threshold integer NOT NULL DEFAULT 11
    CHECK (small_number_threshold BETWEEN 3 AND 1000);
  COMMENT ON COLUMN coalition.small_number_threshold IS 'numbers of people from 1 to below it are not shown outside the backbone';

  CREATE TABLE disclosure (
    coalition_id uuid NOT NULL REFERENCES coalition,
    measure_id uuid NOT NULL,
    audience text NOT NULL CHECK (audience IN ('COALITION', 'FUNDERS')),
    year_start date NOT NULL,
    number integer NOT NULL,
    report_id uuid,
    threshold integer NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    facts jsonb NOT NULL,
    PRIMARY KEY (coalition_id, measure_id, audience, year_start, number),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id)
  );
  COMMENT ON TABLE disclosure IS 'what an audience was newly shown of a measure, and what was newly hidden from it: what was received can''t be taken back';
  COMMENT ON COLUMN disclosure.number IS 'counts from 1; two decisions at once take the same number, and one of them is made again';
  COMMENT ON COLUMN disclosure.facts IS '[frequency, first day, combination key, shown, number, denominator]';
  COMMENT ON COLUMN disclosure.report_id IS 'the report that showed it; null for figures that were computed when they were asked for';
  CREATE TRIGGER disclosure_is_append_only BEFORE UPDATE OR DELETE ON disclosure
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('disclosure', { app: 'SELECT, INSERT', worker: 'SELECT' })}

  CREATE TABLE report_system (
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    part text NOT NULL CHECK (part IN ('COLLECTED', 'LONGER')),
    year_start_month smallint NOT NULL,
    rows json NOT NULL,
    PRIMARY KEY (coalition_id, report_id, measure_id, part),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE report_system IS 'all numbers of people that hang together with those of a report by sums, as they were when it was compiled';
  COMMENT ON COLUMN report_system.part IS 'of the periods in which the measure is collected, or of longer ones that are no sums of them';
  CREATE TRIGGER report_system_is_append_only BEFORE UPDATE OR DELETE ON report_system
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_system', { app: 'SELECT', worker: 'SELECT, INSERT' })}

  CREATE TABLE report_suppression (
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    audience text NOT NULL CHECK (audience IN ('COALITION', 'FUNDERS')),
    positions integer[] NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (coalition_id, report_id, audience),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id)
  );
  COMMENT ON TABLE report_suppression IS 'the figures of a report that its audience does not see, as decided when it was first published to it';
  CREATE TRIGGER report_suppression_is_append_only BEFORE UPDATE OR DELETE ON report_suppression
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_suppression', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
