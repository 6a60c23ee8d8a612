import { forward } from './forward.js';
import { protect } from './protect.js';

export const Windows1763800001600 = forward(
  'Windows1763800001600',
  `
  CREATE TABLE reporting_window (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    first_period_start date,
    opens_after integer CHECK (opens_after >= 0),
    due_after integer CHECK (due_after >= 0),
    closes_after integer CHECK (closes_after >= 0),
    UNIQUE NULLS NOT DISTINCT (coalition_id, frequency, first_period_start),
    CHECK (opens_after <= due_after),
    CHECK (due_after <= closes_after),
    CHECK (opens_after <= closes_after)
  );
  COMMENT ON TABLE reporting_window IS
    'when a period may be reported, in days after its last day; a row governs its first period and the later ones';
  ${protect('reporting_window', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}

  CREATE TABLE reporting_extension (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    organization_id uuid NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
    period_start date NOT NULL,
    due_on date,
    closes_on date,
    reason text NOT NULL,
    granted_by uuid NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, organization_id, frequency, period_start),
    CHECK (due_on IS NOT NULL OR closes_on IS NOT NULL),
    CHECK (due_on <= closes_on),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  COMMENT ON TABLE reporting_extension IS 'more time for one organization and period; earlier ones stand in the history';
  ${protect('reporting_extension', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT' })}
  `,
);
