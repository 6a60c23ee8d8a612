import { forward } from './forward.js';

export const Restatements1763800002910 = forward(
  'Restatements1763800002910',
  `
  ALTER TABLE report ADD COLUMN restates_id uuid,
    ADD FOREIGN KEY (coalition_id, restates_id) REFERENCES report (coalition_id, id);
  COMMENT ON COLUMN report.restates_id IS 'the edition before it that was published: what changed since then is told in this one';
  `,
);
