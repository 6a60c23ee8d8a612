import { forward } from './forward.js';
import { protect } from './protect.js';

export const Reproductions1763900009000 = forward(
  'Reproductions1763900009000',
  `
  CREATE TABLE report_reproduction (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    report_id uuid NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    request_id text,
    state text NOT NULL DEFAULT 'REQUESTED' CHECK (state IN ('REQUESTED', 'DONE', 'FAILED')),
    ended_at timestamptz,
    sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    is_identical boolean,
    changed text[],
    failure text,
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    CHECK ((state = 'REQUESTED') = (ended_at IS NULL)),
    CHECK ((state = 'DONE') = (sha256 IS NOT NULL AND is_identical IS NOT NULL AND changed IS NOT NULL)),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
  );
  COMMENT ON TABLE report_reproduction IS 'a report compiled once more from its watermark, and whether the same came of it';
  COMMENT ON COLUMN report_reproduction.changed IS 'what decides figures beside values and was changed since the report was compiled';
  CREATE INDEX report_reproduction_of_report ON report_reproduction (coalition_id, report_id);
  -- A second request waits for the first one's answer.
  CREATE UNIQUE INDEX report_reproduction_waiting ON report_reproduction (coalition_id, report_id) WHERE state = 'REQUESTED';
  ${protect('report_reproduction', { app: 'SELECT, INSERT', worker: 'SELECT, UPDATE' })}
  CREATE POLICY sweep ON report_reproduction FOR SELECT TO keelson_workers USING (state = 'REQUESTED');
  `,
);
