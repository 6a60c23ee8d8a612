import { forward } from './forward.js';
import { protect } from './protect.js';

const shape = "~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'";

export const ReportLanguages1763900008100 = forward(
  'ReportLanguages1763900008100',
  `
  CREATE TABLE report_logo (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    definition_id uuid NOT NULL,
    media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
    width integer NOT NULL CHECK (width BETWEEN 1 AND 2000),
    height integer NOT NULL CHECK (height BETWEEN 1 AND 2000),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 262144),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition (coalition_id, id)
  );
  COMMENT ON TABLE report_logo IS 'pictures of report definitions; versions and editions name theirs';
  COMMENT ON COLUMN report_logo.width IS 'in pixels';
  COMMENT ON COLUMN report_logo.height IS 'in pixels';
  COMMENT ON COLUMN report_logo.sha256 IS 'of bytes, in hex';
  COMMENT ON COLUMN report_logo.bytes IS 'the file, without what was in it beside the picture';
  CREATE INDEX report_logo_definition ON report_logo (coalition_id, definition_id);
  CREATE TRIGGER report_logo_is_append_only BEFORE UPDATE OR DELETE ON report_logo
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  ${protect('report_logo', { app: 'SELECT, INSERT', worker: 'SELECT' })}

  ${['report_definition_version', 'report']
    .map(
      (table) => `
  ALTER TABLE ${table}
    ADD language text NOT NULL DEFAULT 'en' CHECK (language ${shape}),
    ADD logo_id uuid,
    ADD logo_alternative text CHECK (length(logo_alternative) BETWEEN 1 AND 300),
    ADD CHECK ((logo_id IS NULL) = (logo_alternative IS NULL)),
    ADD FOREIGN KEY (coalition_id, logo_id) REFERENCES report_logo (coalition_id, id);
  CREATE INDEX ${table}_by_logo ON ${table} (coalition_id, logo_id);
  COMMENT ON COLUMN ${table}.language IS 'BCP 47: of the words around the data';
  COMMENT ON COLUMN ${table}.logo_alternative IS 'what the logo shows, for whoever does not see it';`,
    )
    .join('\n')}
  `,
);
