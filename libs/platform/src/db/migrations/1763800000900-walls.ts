import { forward } from './forward.js';
import { protect } from './protect.js';

const write = 'SELECT, INSERT, UPDATE';
const replace = 'SELECT, INSERT, UPDATE, DELETE';
const append = 'SELECT, INSERT';
const read = 'SELECT';

const ofCoalitions = [
  ['organization', write],
  ['organization_merger', write],
  ['membership', write],
  ['working_group', write],
  ['agenda', write],
  ['goal', replace],
  ['strategy', replace],
  ['pledge', write],
  ['dimension', write],
  ['category', write],
  ['measure', write],
  ['measure_version', write],
  ['breakdown', write],
  ['combination', write],
  ['combination_margin', write],
  ['target', replace],
  ['baseline', replace],
  ['assignment', replace],
  ['submission', write],
  ['measurement_batch', append],
  ['measurement', write],
  ['measurement_revision', append],
  ['correction', write],
  ['activity', write],
  ['milestone', write],
  ['reinforcement_link', write],
  ['resource', write],
  ['conversation', write],
  ['conversation_host', replace],
  ['participant', replace],
  ['conversation_activity', replace],
  ['agenda_item', write],
  ['decision', append],
  ['action_item', write],
] as const;

/** Row-level security, and the rights of the two groups of roles (run-time-roles.ts) that api and worker are in. */
export const Walls1763800000900 = forward(
  'Walls1763800000900',
  `
  -- After a transaction a setting that was local to it is '', not NULL.
  CREATE FUNCTION current_coalition_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_to_array(nullif(current_setting('app.coalition_ids', true), ''), ',')::uuid[], '{}')
  $$;
  CREATE FUNCTION current_person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('app.person_id', true), '')::uuid
  $$;
  CREATE FUNCTION current_key_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('app.key_id', true), '')::uuid
  $$;
  CREATE FUNCTION acts_as_administrator() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('app.administrator', true), '') = 'yes'
  $$;

  ${ofCoalitions.map(([table, app]) => protect(table, { app, worker: read })).join('\n')}
  ${protect('coalition', { app: write, worker: read }, 'id')}

  -- The API only asks for reports and reads them; the worker fills them.
  ${protect('report', { app: write, worker: 'SELECT, UPDATE' })}
  ${protect('report_progress', { app: append, worker: 'SELECT, UPDATE' })}
  ${protect('report_figure', { app: read, worker: append })}
  -- Any worker finds the work of every coalition.
  CREATE POLICY sweep ON report FOR SELECT TO keelson_workers USING (state IN ('REQUESTED', 'COMPILING'));

  -- Who somebody is, is found before their coalitions are known.
  ${protect('role_grant', { app: 'SELECT, INSERT, DELETE', worker: read }, 'coalition_id', 'person_id = (SELECT current_person_id())')}
  ${protect('api_key', { app: write, worker: 'SELECT (id, coalition_id, name)' }, 'coalition_id', 'id = (SELECT current_key_id())')}
  GRANT ${write} ON person TO keelson_apps;
  GRANT SELECT (id, name) ON person TO keelson_workers;

  -- A refused sign-in may be of nobody known.
  ALTER TABLE audit_event ALTER person_id DROP NOT NULL;
  -- What belongs to no coalition (sign-ins, accounts) is the person's own and the administrators'.
  ${protect('audit_event', { app: append, worker: append }, 'coalition_id', 'coalition_id IS NULL AND (person_id = (SELECT current_person_id()) OR (SELECT acts_as_administrator()))')}
  CREATE POLICY of_nobody ON audit_event FOR INSERT WITH CHECK (coalition_id IS NULL);

  -- Its rows hold answers, so they have a wall too: around their owner.
  ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON idempotency_key
    USING (owner_id = coalesce((SELECT current_key_id()), (SELECT current_person_id())))
    WITH CHECK (owner_id = coalesce((SELECT current_key_id()), (SELECT current_person_id())));
  CREATE POLICY forget ON idempotency_key TO keelson_workers USING (created_at < now() - interval '7 days');
  GRANT ${write} ON idempotency_key TO keelson_apps;
  GRANT SELECT, DELETE ON idempotency_key TO keelson_workers;
  `,
);
