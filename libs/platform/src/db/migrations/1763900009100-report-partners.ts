import { forward } from './forward.js';
import { protect } from './protect.js';

export const ReportPartners1763900009100 = forward(
  'ReportPartners1763900009100',
  `
  CREATE TABLE report_partner (
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    measure_id uuid NOT NULL,
    measure_code text NOT NULL,
    period text NOT NULL,
    period_start date NOT NULL,
    organizations json NOT NULL,
    PRIMARY KEY (coalition_id, report_id, measure_id),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    FOREIGN KEY (coalition_id, measure_id) REFERENCES measure (coalition_id, id)
  );
  COMMENT ON TABLE report_partner IS 'what every organization''s own figure of a reported measure was when a report was compiled';
  COMMENT ON COLUMN report_partner.period IS 'the last period of the report in which the measure has a number';
  COMMENT ON COLUMN report_partner.organizations IS '[id, code, name, value, numerator, denominator, derived], by code; no value: nothing was reported, which is never zero';
  CREATE INDEX report_partner_of_report ON report_partner (report_id);
  CREATE TRIGGER report_partner_is_append_only BEFORE UPDATE OR DELETE ON report_partner
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_partner', { app: 'SELECT', worker: 'SELECT, INSERT' })}

  ALTER TABLE report_system DROP CONSTRAINT report_system_part_check,
    ADD CHECK (part IN ('COLLECTED', 'LONGER', 'PARTNERS'));
  COMMENT ON TABLE report_system IS 'all numbers of people that hang together with those of a report by sums, and what every partner collected in the years of its own figures, as they were when it was compiled';
  COMMENT ON COLUMN report_system.part IS 'of the periods in which the measure is collected, of longer ones that are no sums of them, or of each partner: [first day, organization, value, numerator, denominator]';

  ALTER TABLE report_suppression ADD partners jsonb NOT NULL DEFAULT '{}';
  COMMENT ON COLUMN report_suppression.partners IS 'by measure and organization, whose own figures the audience is told of: SHOWN, or what stands in their place; who is not here is not listed';
  `,
);
