import { forward } from './forward.js';

/** The shape of a BCP 47 code; that somebody speaks it, the application checks before it writes. */
const shape = "~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'";

export const Languages1763900008000 = forward(
  'Languages1763900008000',
  `
  ALTER TABLE coalition ADD language text NOT NULL DEFAULT 'en' CHECK (language ${shape});
  COMMENT ON COLUMN coalition.language IS 'BCP 47: what its people write in, and are written to in unless they chose otherwise';

  ALTER TABLE person
    ADD language text CHECK (language ${shape}),
    ADD time_zone text;
  COMMENT ON COLUMN person.language IS 'BCP 47: what the person is written to in; null: the coalition''s';
  COMMENT ON COLUMN person.time_zone IS 'IANA name; null: the coalition''s';
  -- In which language and at which hour to write.
  GRANT SELECT (language, time_zone) ON person TO keelson_workers;
  `,
);
