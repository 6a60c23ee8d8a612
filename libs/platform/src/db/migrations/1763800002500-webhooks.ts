import { forward } from './forward.js';
import { protect } from './protect.js';

export const Webhooks1763800002500 = forward(
  'Webhooks1763800002500',
  `
  CREATE TABLE announcement (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    event text NOT NULL,
    subject_id uuid NOT NULL,
    person_id uuid,
    facts jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX announcement_of_coalition ON announcement (coalition_id, id);
  COMMENT ON TABLE announcement IS
    'a state change that others are to be told of, written with it; gone once it became deliveries and mails';
  COMMENT ON COLUMN announcement.id IS 'that of the change in audit_event';
  COMMENT ON COLUMN announcement.facts IS 'what a notice needs to know that the change does not tell; see announced-event.ts';
  ${protect('announcement', { app: 'SELECT, INSERT', worker: 'SELECT, INSERT, UPDATE, DELETE' })}
  -- Any worker finds the work of every coalition.
  CREATE POLICY sweep ON announcement FOR SELECT TO keelson_workers USING (true);

  CREATE TABLE webhook_endpoint (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    url text NOT NULL CHECK (url LIKE 'https://%'),
    description text,
    events text[] NOT NULL CHECK (cardinality(events) > 0),
    created_by uuid NOT NULL REFERENCES person,
    created_at timestamptz NOT NULL DEFAULT now(),
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_because text CHECK (disabled_because IN ('BY_HAND', 'FAILING', 'GONE')),
    UNIQUE (coalition_id, id),
    CHECK ((disabled_at IS NULL) = (disabled_because IS NULL))
  );
  COMMENT ON COLUMN webhook_endpoint.failing_since IS 'the first failure after which nothing was taken';
  ${protect('webhook_endpoint', { app: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT, UPDATE' })}
  CREATE POLICY sweep ON webhook_endpoint FOR SELECT TO keelson_workers USING (disabled_at IS NULL);

  CREATE TABLE webhook_secret (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    FOREIGN KEY (coalition_id, endpoint_id) REFERENCES webhook_endpoint (coalition_id, id) ON DELETE CASCADE
  );
  CREATE INDEX webhook_secret_endpoint ON webhook_secret (coalition_id, endpoint_id);
  COMMENT ON COLUMN webhook_secret.sealed IS 'AES-256-GCM under a key that follows from KEELSON_SECRET';
  COMMENT ON COLUMN webhook_secret.expires_at IS 'set when another one takes its place';
  ${protect('webhook_secret', { app: 'SELECT (id, coalition_id, endpoint_id, created_at, expires_at), INSERT, UPDATE (expires_at)', worker: 'SELECT' })}

  CREATE TABLE webhook_delivery (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event text NOT NULL,
    body text NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED')),
    attempts integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz,
    settled_at timestamptz,
    failure text,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, endpoint_id) REFERENCES webhook_endpoint (coalition_id, id) ON DELETE CASCADE,
    CHECK ((state = 'PENDING') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'PENDING') = (settled_at IS NULL)),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
  );
  CREATE INDEX webhook_delivery_of_endpoint ON webhook_delivery (coalition_id, endpoint_id, id);
  CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at) WHERE state = 'PENDING';
  CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at);
  COMMENT ON COLUMN webhook_delivery.body IS 'as it is signed: every attempt sends the same bytes';
  COMMENT ON COLUMN webhook_delivery.attempts IS 'since it was made or replayed; who sends holds the attempt by this number';
  COMMENT ON COLUMN webhook_delivery.next_attempt_at IS 'while one is under way: when it counts as lost';
  ${protect('webhook_delivery', { app: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE, DELETE' })}
  CREATE POLICY sweep ON webhook_delivery FOR SELECT TO keelson_workers USING (state = 'PENDING');
  CREATE POLICY forget ON webhook_delivery TO keelson_workers USING (settled_at < now() - interval '30 days');

  CREATE TABLE webhook_attempt (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    at timestamptz NOT NULL,
    milliseconds integer NOT NULL,
    status integer,
    failure text,
    excerpt text,
    FOREIGN KEY (coalition_id, delivery_id) REFERENCES webhook_delivery (coalition_id, id) ON DELETE CASCADE
  );
  CREATE INDEX webhook_attempt_delivery ON webhook_attempt (coalition_id, delivery_id, id);
  COMMENT ON COLUMN webhook_attempt.excerpt IS 'how the answer starts';
  ${protect('webhook_attempt', { app: 'SELECT', worker: 'SELECT, INSERT' })}
  CREATE POLICY forget ON webhook_attempt TO keelson_workers USING (at < now() - interval '30 days');
  `,
);
