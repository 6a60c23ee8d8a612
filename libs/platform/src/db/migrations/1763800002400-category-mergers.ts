import { forward } from './forward.js';
import { protect } from './protect.js';

export const CategoryMergers1763800002400 = forward(
  'CategoryMergers1763800002400',
  `
  ALTER TABLE category ADD UNIQUE (coalition_id, id);

  CREATE TABLE category_merger (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    from_category_id uuid NOT NULL,
    into_category_id uuid NOT NULL,
    first_period_start date,
    reason text NOT NULL CHECK (reason <> ''),
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (coalition_id, from_category_id),
    CHECK (from_category_id <> into_category_id),
    FOREIGN KEY (coalition_id, from_category_id) REFERENCES category (coalition_id, id),
    FOREIGN KEY (coalition_id, into_category_id) REFERENCES category (coalition_id, id)
  );
  COMMENT ON TABLE category_merger IS 'values keep their category; figures of these periods count them in another one';
  COMMENT ON COLUMN category_merger.first_period_start IS 'the first day that it governs; NULL from ever';
  CREATE TRIGGER category_merger_is_append_only BEFORE UPDATE OR DELETE ON category_merger
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE combination_merger (
    coalition_id uuid NOT NULL,
    combination_id uuid NOT NULL,
    into_id uuid NOT NULL,
    steps integer NOT NULL CHECK (steps > 0),
    first_period_start date,
    since timestamptz NOT NULL,
    PRIMARY KEY (coalition_id, combination_id, into_id),
    FOREIGN KEY (coalition_id, combination_id) REFERENCES combination (coalition_id, id),
    FOREIGN KEY (coalition_id, into_id) REFERENCES combination (coalition_id, id)
  );
  COMMENT ON TABLE combination_merger IS 'what category mergers make of a cell: every cell on its way, so many mergers away';
  COMMENT ON COLUMN combination_merger.since IS 'a number written there later speaks of this cell too';
  CREATE TRIGGER combination_merger_is_append_only BEFORE UPDATE OR DELETE ON combination_merger
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  ${protect('category_merger', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  ${protect('combination_merger', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
