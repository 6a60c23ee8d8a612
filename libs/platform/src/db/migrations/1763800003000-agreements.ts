import { forward } from './forward.js';
import { protect } from './protect.js';

export const Agreements1763800003000 = forward(
  'Agreements1763800003000',
  `
  ALTER TABLE coalition ADD COLUMN sharing text NOT NULL DEFAULT 'BY_MEMBERSHIP'
    CHECK (sharing IN ('BY_MEMBERSHIP', 'BY_AGREEMENT'));
  COMMENT ON COLUMN coalition.sharing IS 'what lets an audience see the coalition''s totals: that it belongs to it, or only an agreement in force';

  CREATE TABLE agreement (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    purpose text NOT NULL,
    grain text NOT NULL CHECK (grain IN ('COALITION', 'PARTNER')),
    measure_ids uuid[] NOT NULL CHECK (cardinality(measure_ids) > 0),
    finest_frequency text CHECK (finest_frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    first_period text,
    last_period text,
    breakdown_keys text[],
    audiences text[] NOT NULL CHECK (cardinality(audiences) > 0 AND audiences <@ '{COALITION,FUNDERS,PUBLIC}'),
    from_date date NOT NULL,
    to_date date CHECK (to_date >= from_date),
    supersedes_id uuid,
    proposed_by uuid NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    signed_at timestamptz,
    superseded_from date,
    revoked_at timestamptz,
    revoked_by uuid,
    revoked_for_id uuid,
    revocation_reason text,
    expiry_announced_at timestamptz,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, supersedes_id) REFERENCES agreement (coalition_id, id),
    FOREIGN KEY (coalition_id, revoked_for_id) REFERENCES organization (coalition_id, id),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
    CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL)),
    CHECK (revoked_for_id IS NULL OR revoked_at IS NOT NULL)
  );
  COMMENT ON COLUMN agreement.grain IS 'the finest: totals of the coalition, or also the own figures of the organizations that are parties';
  COMMENT ON COLUMN agreement.finest_frequency IS 'null: every period, however short';
  COMMENT ON COLUMN agreement.breakdown_keys IS 'sets of dimensions, each as sorted codes joined by ","; null: all; empty: totals only';
  COMMENT ON COLUMN agreement.signed_at IS 'when the last of its parties signed';
  COMMENT ON COLUMN agreement.superseded_from IS 'the first day of the signed agreement that takes its place';
  COMMENT ON COLUMN agreement.revoked_for_id IS 'the party that revoked it; null: the backbone';
  CREATE INDEX agreement_of_coalition ON agreement (coalition_id);
  CREATE INDEX agreement_supersedes ON agreement (coalition_id, supersedes_id) WHERE supersedes_id IS NOT NULL;
  CREATE INDEX agreement_expiring ON agreement (to_date)
    WHERE expiry_announced_at IS NULL AND revoked_at IS NULL AND signed_at IS NOT NULL;
  CREATE TRIGGER agreement_is_never_edited BEFORE UPDATE ON agreement FOR EACH ROW
    WHEN ((OLD.id, OLD.coalition_id, OLD.purpose, OLD.grain, OLD.measure_ids, OLD.finest_frequency, OLD.first_period,
           OLD.last_period, OLD.breakdown_keys, OLD.audiences, OLD.from_date, OLD.to_date, OLD.supersedes_id,
           OLD.proposed_by, OLD.proposed_at)
          IS DISTINCT FROM
          (NEW.id, NEW.coalition_id, NEW.purpose, NEW.grain, NEW.measure_ids, NEW.finest_frequency, NEW.first_period,
           NEW.last_period, NEW.breakdown_keys, NEW.audiences, NEW.from_date, NEW.to_date, NEW.supersedes_id,
           NEW.proposed_by, NEW.proposed_at)
          OR (OLD.signed_at IS NOT NULL AND OLD.signed_at IS DISTINCT FROM NEW.signed_at)
          OR (OLD.revoked_at IS NOT NULL
              AND (OLD.revoked_at, OLD.revoked_by, OLD.revoked_for_id, OLD.revocation_reason)
                  IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_by, NEW.revoked_for_id, NEW.revocation_reason)))
    EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER agreement_is_never_deleted BEFORE DELETE ON agreement FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE agreement_party (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    organization_id uuid,
    signed_by uuid,
    signed_at timestamptz,
    UNIQUE NULLS NOT DISTINCT (coalition_id, agreement_id, organization_id),
    FOREIGN KEY (coalition_id, agreement_id) REFERENCES agreement (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id),
    CHECK ((signed_at IS NULL) = (signed_by IS NULL))
  );
  COMMENT ON COLUMN agreement_party.organization_id IS 'null: the coalition''s backbone';
  CREATE TRIGGER agreement_party_only_signs BEFORE UPDATE ON agreement_party FOR EACH ROW
    WHEN (OLD.signed_at IS NOT NULL
          OR (OLD.id, OLD.coalition_id, OLD.agreement_id, OLD.organization_id)
             IS DISTINCT FROM (NEW.id, NEW.coalition_id, NEW.agreement_id, NEW.organization_id))
    EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER agreement_party_is_never_deleted BEFORE DELETE ON agreement_party
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  ${protect('agreement', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE (expiry_announced_at)' })}
  ${protect('agreement_party', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  -- A worker asks for those that end soon; the day of a coalition is a day before or after the server's.
  CREATE POLICY sweep ON agreement FOR SELECT TO keelson_workers
    USING (expiry_announced_at IS NULL AND revoked_at IS NULL AND signed_at IS NOT NULL AND to_date <= current_date + 31);

  ALTER TABLE report_suppression
    ADD withheld integer[] NOT NULL DEFAULT '{}',
    ADD agreement_ids uuid[] NOT NULL DEFAULT '{}',
    DROP CONSTRAINT report_suppression_audience_check,
    ADD CHECK (audience IN ('COALITION', 'FUNDERS', 'PUBLIC'));
  COMMENT ON COLUMN report_suppression.withheld IS 'the positions that no agreement let the audience see';
  COMMENT ON COLUMN report_suppression.agreement_ids IS 'the agreements by which it sees the others; none where it belongs to the coalition';
  ALTER TABLE report_publication DROP CONSTRAINT report_publication_audience_check,
    ADD CHECK (audience IN ('COALITION', 'FUNDERS', 'PUBLIC'));
  ALTER TABLE disclosure DROP CONSTRAINT disclosure_audience_check,
    ADD CHECK (audience IN ('COALITION', 'FUNDERS', 'PUBLIC'));
  ALTER TABLE report_definition_version DROP CONSTRAINT report_definition_version_audiences_check,
    ADD CHECK (cardinality(audiences) > 0 AND audiences <@ '{COALITION,FUNDERS,PUBLIC}');

  ALTER TABLE mail DROP CONSTRAINT mail_kind_check,
    ADD CHECK (kind IN ('INVITATION', 'PASSWORD_RESET', 'REPORT_PUBLISHED', 'SUBMISSION_APPROVED', 'SUBMISSION_RETURNED',
                        'WEBHOOK_DISABLED', 'AGREEMENT_EXPIRING'));
  ALTER TABLE notice_refusal DROP CONSTRAINT notice_refusal_kind_check,
    ADD CHECK (kind IN ('REPORT_PUBLISHED', 'SUBMISSION_APPROVED', 'SUBMISSION_RETURNED', 'WEBHOOK_DISABLED',
                        'AGREEMENT_EXPIRING'));
  `,
);
