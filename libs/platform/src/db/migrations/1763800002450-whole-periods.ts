import { forward } from './forward.js';

export const WholePeriods1763800002450 = forward(
  'WholePeriods1763800002450',
  `
  ALTER TABLE measurement_batch ADD COLUMN call text CHECK (call IN ('CONFIRM_UNCHANGED', 'DECLINE_TO_REPORT'));
  COMMENT ON COLUMN measurement_batch.call IS 'the one call that answered for a whole period; NULL: value by value';
  `,
);
