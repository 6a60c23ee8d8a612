import { forward } from './forward.js';

/** The kinds are the application's to list: two lists would have to change together. */
const named = (table: string) => `
  ALTER TABLE ${table} DROP CONSTRAINT ${table}_kind_check,
    ADD CONSTRAINT ${table}_kind_check CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$');`;

export const Restatements1763800002910 = forward(
  'Restatements1763800002910',
  `
  ALTER TABLE report ADD COLUMN restates_id uuid,
    ADD FOREIGN KEY (coalition_id, restates_id) REFERENCES report (coalition_id, id);
  COMMENT ON COLUMN report.restates_id IS 'the edition before it that was published: what changed since then is told in this one';
  ${named('mail')}
  ${named('notice_refusal')}
  `,
);
