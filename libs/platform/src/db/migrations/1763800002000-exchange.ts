import { forward } from './forward.js';
import { protect } from './protect.js';

export const Exchange1763800002000 = forward(
  'Exchange1763800002000',
  `
  ALTER TABLE measurement_batch
    DROP CONSTRAINT measurement_batch_through_check,
    ADD CONSTRAINT measurement_batch_through_check CHECK (through IN ('API', 'FILE', 'CORRECTION'));

  CREATE TABLE upload (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    person_id uuid NOT NULL,
    key_id uuid,
    bytes bigint,
    sha256 bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (coalition_id, id),
    CHECK ((bytes IS NULL) = (sha256 IS NULL))
  );
  COMMENT ON COLUMN upload.bytes IS 'null until all of it has come';
  CREATE INDEX upload_of_coalition ON upload (coalition_id, created_at);

  CREATE TABLE upload_chunk (
    upload_id uuid NOT NULL,
    position integer NOT NULL,
    coalition_id uuid NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (upload_id, position),
    FOREIGN KEY (coalition_id, upload_id) REFERENCES upload (coalition_id, id) ON DELETE CASCADE
  );
  -- Kept for days only: compressing them would cost more than their place.
  ALTER TABLE upload_chunk ALTER bytes SET STORAGE EXTERNAL;

  CREATE TABLE bulk_operation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    upload_id uuid NOT NULL,
    format text NOT NULL CHECK (format ~ '^[A-Z][A-Z0-9_]*$'),
    dry_run boolean NOT NULL,
    partial boolean NOT NULL,
    draft boolean NOT NULL,
    reason text,
    state text NOT NULL CHECK (state IN ('REQUESTED', 'RUNNING', 'COMPLETED', 'REFUSED', 'FAILED', 'CANCELLED')),
    created integer,
    changed integer,
    unchanged integer,
    refused integer,
    failure text,
    requested_by_id uuid NOT NULL,
    requested_by_key_id uuid,
    request_id text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    UNIQUE (coalition_id, id),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CHECK ((state IN ('REQUESTED', 'RUNNING')) = (ended_at IS NULL)),
    CHECK ((state IN ('COMPLETED', 'REFUSED'))
           = (created IS NOT NULL AND changed IS NOT NULL AND unchanged IS NOT NULL AND refused IS NOT NULL))
  );
  COMMENT ON COLUMN bulk_operation.upload_id IS 'without a foreign key: an upload is forgotten before the operation';
  CREATE INDEX bulk_operation_of_coalition ON bulk_operation (coalition_id, id);
  CREATE INDEX bulk_operation_to_run ON bulk_operation (requested_at) WHERE state IN ('REQUESTED', 'RUNNING');

  CREATE TABLE bulk_progress (
    operation_id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    rows_read integer NOT NULL DEFAULT 0,
    rows_written integer NOT NULL DEFAULT 0,
    percent integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    cancelled_at timestamptz,
    FOREIGN KEY (coalition_id, operation_id) REFERENCES bulk_operation (coalition_id, id)
  );
  COMMENT ON TABLE bulk_progress IS 'apart from bulk_operation, whose row the running transaction holds';

  CREATE TABLE bulk_refusal (
    operation_id uuid NOT NULL,
    position integer NOT NULL,
    coalition_id uuid NOT NULL,
    row integer,
    column_name text,
    code text NOT NULL,
    message text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (operation_id, position)
  );
  COMMENT ON TABLE bulk_refusal IS 'without a foreign key, as a bulk of rows that nothing changes; forgotten after a month';
  CREATE INDEX bulk_refusal_age ON bulk_refusal USING brin (at);

  ${protect('upload', { app: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT, DELETE' })}
  ${protect('upload_chunk', { app: 'SELECT, INSERT', worker: 'SELECT' })}
  ${protect('bulk_operation', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE' })}
  ${protect('bulk_progress', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, UPDATE' })}
  ${protect('bulk_refusal', { app: 'SELECT', worker: 'SELECT, INSERT, DELETE' })}
  -- Any worker finds the work of every coalition, and forgets what is old.
  CREATE POLICY sweep ON bulk_operation FOR SELECT TO keelson_workers USING (state IN ('REQUESTED', 'RUNNING'));
  CREATE POLICY forget ON upload TO keelson_workers USING (created_at < now() - interval '7 days');
  CREATE POLICY forget ON bulk_refusal TO keelson_workers USING (at < now() - interval '30 days');

  -- The worker writes what a file holds, as the API writes a batch.
  GRANT INSERT, UPDATE ON submission, measurement, combination TO keelson_workers;
  GRANT INSERT ON measurement_batch, measurement_revision, combination_margin TO keelson_workers;
  `,
);
