import { forward } from './forward.js';
import { protect } from './protect.js';

export const ReportTurns1763800004000 = forward(
  'ReportTurns1763800004000',
  `
  ALTER TABLE report DROP CONSTRAINT report_state_check;
  ALTER TABLE report ADD CONSTRAINT report_state_check
    CHECK (state IN ('REQUESTED', 'COMPILING', 'COMPILED', 'FAILED', 'CANCELLED'));

  ALTER TABLE report_progress ADD COLUMN cancelled_at timestamptz;
  COMMENT ON COLUMN report_progress.cancelled_at IS 'when somebody wanted the compiling to end; whoever compiles it asks';
  GRANT UPDATE (done, cancelled_at) ON report_progress TO keelson_apps;

  CREATE UNLOGGED TABLE report_turn (
    coalition_id uuid PRIMARY KEY REFERENCES coalition,
    taken_at timestamptz NOT NULL
  );
  COMMENT ON TABLE report_turn IS
    'when a report of a coalition was last begun; unlogged: after a crash of the server nobody has had a turn, which nobody minds';
  ${protect('report_turn', { app: 'SELECT', worker: 'SELECT, INSERT, UPDATE' })}
  -- Whose turn it is, a worker finds across all coalitions.
  CREATE POLICY sweep ON report_turn FOR SELECT TO keelson_workers USING (true);
  `,
);
