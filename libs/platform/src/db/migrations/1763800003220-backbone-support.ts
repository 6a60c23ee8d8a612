import { forward } from './forward.js';
import { protect } from './protect.js';

const write = { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' };
const append = { app: 'SELECT, INSERT', worker: 'SELECT' };

export const BackboneSupport1763800003220 = forward(
  'BackboneSupport1763800003220',
  `
  CREATE TABLE role_charter (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    role text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, role)
  );

  CREATE TABLE role_charter_version (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    charter_id uuid NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    purpose text NOT NULL,
    responsibilities text[] NOT NULL,
    decision_rights text[] NOT NULL,
    support_received text[] NOT NULL,
    lead_organization_id uuid NOT NULL,
    deputy_organization_id uuid,
    written_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, charter_id, number),
    FOREIGN KEY (coalition_id, charter_id) REFERENCES role_charter (coalition_id, id),
    FOREIGN KEY (coalition_id, lead_organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, deputy_organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE TRIGGER role_charter_version_is_immutable BEFORE UPDATE OR DELETE ON role_charter_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE charter_acceptance (
    coalition_id uuid NOT NULL REFERENCES coalition,
    version_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (coalition_id, version_id, organization_id),
    FOREIGN KEY (coalition_id, version_id) REFERENCES role_charter_version (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );

  CREATE TABLE asset (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    kind text NOT NULL,
    description text NOT NULL,
    organization_id uuid,
    group_id uuid,
    person_id uuid,
    offered_by uuid NOT NULL,
    offered_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    UNIQUE (coalition_id, id),
    CHECK (num_nonnulls(organization_id, group_id, person_id) = 1),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id),
    FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group (coalition_id, id)
  );
  CREATE INDEX asset_kind ON asset (coalition_id, kind, id);

  CREATE TABLE support_request (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    organization_id uuid NOT NULL,
    subject text NOT NULL,
    text text,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    response text,
    responded_by uuid,
    responded_at timestamptz,
    resolution text,
    resolved_at timestamptz,
    helpful boolean,
    UNIQUE (coalition_id, id),
    CHECK ((response IS NULL) = (responded_at IS NULL)),
    CHECK ((resolution IS NULL) = (resolved_at IS NULL)),
    CHECK (resolved_at IS NULL OR responded_at IS NOT NULL),
    CHECK (helpful IS NULL OR resolved_at IS NOT NULL),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX support_request_asked ON support_request (coalition_id, asked_at, id);

  CREATE TABLE phase_labels (
    coalition_id uuid PRIMARY KEY REFERENCES coalition,
    labels text[] NOT NULL CHECK (cardinality(labels) = 5)
  );

  CREATE TABLE phase_change (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    from_position integer CHECK (from_position BETWEEN 1 AND 5),
    to_position integer NOT NULL CHECK (to_position BETWEEN 1 AND 5),
    to_label text NOT NULL,
    reason text NOT NULL,
    decision_id uuid NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, decision_id),
    CHECK (from_position IS DISTINCT FROM to_position),
    FOREIGN KEY (coalition_id, decision_id) REFERENCES body_decision (coalition_id, id)
  );

  ${['role_charter', 'asset', 'support_request', 'phase_labels'].map((table) => protect(table, write)).join('\n')}
  ${['role_charter_version', 'charter_acceptance', 'phase_change'].map((table) => protect(table, append)).join('\n')}
  `,
);
