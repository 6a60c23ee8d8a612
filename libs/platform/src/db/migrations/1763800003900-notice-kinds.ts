import { forward } from './forward.js';

/** The kinds are the application's to list: two lists would have to change together. */
const named = (table: string) => `
  ALTER TABLE ${table} DROP CONSTRAINT ${table}_kind_check,
    ADD CONSTRAINT ${table}_kind_check CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$');`;

export const NoticeKinds1763800003900 = forward(
  'NoticeKinds1763800003900',
  `
  ${named('mail')}
  ${named('notice_refusal')}
  `,
);
