import { forward } from './forward.js';
import { protect } from './protect.js';

export const CalendarFeeds1763900007000 = forward(
  'CalendarFeeds1763900007000',
  `
  CREATE TABLE calendar_feed (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL REFERENCES person,
    name text NOT NULL CHECK (name <> ''),
    as_backbone boolean NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    rotated_at timestamptz,
    revoked_at timestamptz,
    UNIQUE (coalition_id, id)
  );
  CREATE INDEX calendar_feed_of_person ON calendar_feed (coalition_id, person_id);
  COMMENT ON TABLE calendar_feed IS 'an address by which a calendar program reads one member''s dates in one coalition';
  COMMENT ON COLUMN calendar_feed.name IS 'what the member calls it: the phone, the office';
  COMMENT ON COLUMN calendar_feed.as_backbone IS 'whether it was made by somebody who acted as backbone staff: an address is never worth more than the sign-in behind it';
  COMMENT ON COLUMN calendar_feed.token_hash IS 'SHA-256 of the 256 random bits in the address; rotating replaces it';

  -- Whoever holds the address is nobody yet, and sees this one row.
  ${protect('calendar_feed', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT (id, coalition_id)' }, 'coalition_id', 'token_hash = (SELECT current_secret_hash())')}
  `,
);
