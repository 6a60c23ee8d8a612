import { forward } from './forward.js';

export const Mergers1763800002150 = forward(
  'Mergers1763800002150',
  `
  ALTER TABLE organization_merger
    DROP CONSTRAINT organization_merger_coalition_id_predecessor_id_key,
    ADD COLUMN made_by uuid,
    ADD COLUMN ended_memberships jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(ended_memberships) = 'array'),
    ADD COLUMN reversed_at timestamptz,
    ADD COLUMN reversed_by uuid,
    ADD COLUMN reversal_reason text CHECK (reversal_reason <> ''),
    ADD CHECK (num_nulls(reversed_at, reversed_by, reversal_reason) IN (0, 3));
  CREATE UNIQUE INDEX organization_merger_once ON organization_merger (coalition_id, predecessor_id) WHERE reversed_at IS NULL;
  CREATE INDEX organization_merger_successor ON organization_merger (coalition_id, successor_id) WHERE reversed_at IS NULL;
  COMMENT ON COLUMN organization_merger.date IS 'the first day of the successor: numbers of periods that start before it are the predecessor''s';
  COMMENT ON COLUMN organization_merger.made_by IS 'NULL for those of the time before it was kept';
  COMMENT ON COLUMN organization_merger.ended_memberships IS 'the predecessor''s that the merger ended, with the last day that they had before: [{"id", "to"}]';
  COMMENT ON COLUMN organization_merger.reversed_at IS 'from then on it is as if it had never been';
  `,
);
