import { forward } from './forward.js';
import { protect } from './protect.js';

export const ShareLinks1763800003100 = forward(
  'ShareLinks1763800003100',
  `
  CREATE TABLE share_link (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    report_id uuid NOT NULL,
    publication_id uuid NOT NULL REFERENCES report_publication,
    audience text NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    passcode_hash text,
    embedded_at text[] NOT NULL DEFAULT '{}',
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    revoked_at timestamptz,
    revoked_by uuid,
    uses integer NOT NULL DEFAULT 0,
    last_used_at timestamptz,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, report_id) REFERENCES report (coalition_id, id),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
    CHECK (passcode_hash IS NULL OR cardinality(embedded_at) = 0),
    CHECK ((uses = 0) = (last_used_at IS NULL))
  );
  CREATE INDEX share_link_of_report ON share_link (coalition_id, report_id);
  COMMENT ON TABLE share_link IS 'an address by which whoever has it sees one report as one audience does';
  COMMENT ON COLUMN share_link.publication_id IS 'with whose end the link ends: the same report published again needs a new one';
  COMMENT ON COLUMN share_link.name IS 'for whom it was made';
  COMMENT ON COLUMN share_link.token_hash IS 'SHA-256 of the 256 random bits in the link';
  COMMENT ON COLUMN share_link.passcode_hash IS 'argon2id';
  COMMENT ON COLUMN share_link.embedded_at IS 'the origins whose pages may show it in a frame';

  CREATE TABLE share_link_use (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    share_link_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    content text NOT NULL,
    network text NOT NULL,
    FOREIGN KEY (coalition_id, share_link_id) REFERENCES share_link (coalition_id, id)
  );
  CREATE INDEX share_link_use_of_link ON share_link_use (coalition_id, share_link_id, id);
  COMMENT ON COLUMN share_link_use.content IS 'page, embed, or the ending of a file';
  COMMENT ON COLUMN share_link_use.network IS 'the first 24 bits of an IPv4 address, the first 48 of an IPv6 address; the rest is not kept';
  CREATE TRIGGER share_link_use_is_append_only BEFORE UPDATE OR DELETE ON share_link_use
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  -- Whoever holds the link is nobody, and sees this one row.
  ${protect('share_link', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT (id, coalition_id)' }, 'coalition_id', 'token_hash = (SELECT current_secret_hash())')}
  ${protect('share_link_use', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  `,
);
