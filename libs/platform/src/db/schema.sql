-- The tables of Keelson, written by `node tools/run.mjs schema` from the migrations. Do not edit.

CREATE TABLE action_item (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  description text NOT NULL,
  owner_organization_id uuid NOT NULL,
  owner_name text,
  due date NOT NULL,
  done_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  words tsvector NOT NULL,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, owner_organization_id) REFERENCES organization(coalition_id, id)
);

CREATE INDEX action_item_conversation ON public.action_item USING btree (coalition_id, conversation_id);
CREATE INDEX action_item_due ON public.action_item USING btree (coalition_id, due, id);
CREATE INDEX action_item_words ON public.action_item USING gin (words);
CREATE TRIGGER action_item_is_indexed BEFORE INSERT OR UPDATE OF description ON public.action_item FOR EACH ROW EXECUTE FUNCTION index_action_item();

CREATE TABLE activity (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  kind text NOT NULL,
  lead_organization_id uuid NOT NULL,
  partner_organization_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  goal_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  strategy_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  measure_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  start_date date,
  end_date date,
  status text NOT NULL,
  status_reason text,
  status_since timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, lead_organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((status <> ALL (ARRAY['PAUSED'::text, 'STOPPED'::text])) OR (status_reason IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['PROGRAM'::text, 'POLICY'::text, 'SYSTEMS'::text, 'PUBLIC_WILL'::text, 'CAPACITY'::text]))),
  CHECK ((start_date <= end_date)),
  CHECK ((status = ANY (ARRAY['PLANNED'::text, 'ACTIVE'::text, 'PAUSED'::text, 'DONE'::text, 'STOPPED'::text])))
);

CREATE INDEX activity_goals ON public.activity USING gin (goal_ids);
CREATE INDEX activity_lead ON public.activity USING btree (coalition_id, lead_organization_id);
CREATE INDEX activity_measures ON public.activity USING gin (measure_ids);
CREATE INDEX activity_partners ON public.activity USING gin (partner_organization_ids);
CREATE INDEX activity_title ON public.activity USING btree (coalition_id, title, id);

CREATE TABLE agenda (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  problem text,
  vision text,
  population text,
  geography text,
  in_scope text[] NOT NULL DEFAULT '{}'::text[],
  out_of_scope text[] NOT NULL DEFAULT '{}'::text[],
  guiding_principles text[] NOT NULL DEFAULT '{}'::text[],
  review_date date,
  based_on_id uuid,
  replaces_id uuid,
  adopted_at timestamp with time zone,
  superseded_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, version),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, based_on_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, replaces_id) REFERENCES agenda(coalition_id, id),
  CHECK (((state = 'SUPERSEDED'::text) = (superseded_at IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['ADOPTED'::text, 'SUPERSEDED'::text])) = (adopted_at IS NOT NULL))),
  CHECK ((state = ANY (ARRAY['DRAFT'::text, 'PROPOSED'::text, 'ADOPTED'::text, 'SUPERSEDED'::text]))),
  CHECK ((version > 0))
);

CREATE UNIQUE INDEX agenda_adopted ON public.agenda USING btree (coalition_id) WHERE (state = 'ADOPTED'::text);
CREATE TRIGGER agenda_is_kept BEFORE DELETE OR UPDATE ON public.agenda FOR EACH ROW EXECUTE FUNCTION keep_agenda();

CREATE TABLE agenda_item (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  position integer NOT NULL,
  topic text NOT NULL,
  purpose text NOT NULL,
  UNIQUE (coalition_id, conversation_id, "position"),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  CHECK (("position" >= 1)),
  CHECK ((purpose = ANY (ARRAY['INFORM'::text, 'TALK'::text, 'DECIDE'::text])))
);

CREATE TRIGGER agenda_item_added_is_indexed AFTER INSERT ON public.agenda_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();
CREATE TRIGGER agenda_item_changed_is_indexed AFTER UPDATE ON public.agenda_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();
CREATE TRIGGER agenda_item_removed_is_indexed AFTER DELETE ON public.agenda_item REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();

CREATE TABLE api_key (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  role text NOT NULL,
  organization_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((role = ANY (ARRAY['BACKBONE'::text, 'PARTNER'::text, 'FUNDER'::text, 'OBSERVER'::text])))
);

CREATE INDEX api_key_coalition ON public.api_key USING btree (coalition_id);

-- a measure without a row here is asked of every partner
CREATE TABLE assignment (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  from_date date,
  to_date date,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((from_date <= to_date))
);

CREATE INDEX assignment_measure ON public.assignment USING btree (coalition_id, measure_id);

CREATE TABLE audit_event (
  id uuid NOT NULL,
  coalition_id uuid,
  person_id uuid NOT NULL,
  key_id uuid,
  verb text NOT NULL,
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  reason text,
  before jsonb,
  after jsonb,
  request_id text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);

CREATE INDEX audit_event_coalition ON public.audit_event USING btree (coalition_id, id);
CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject_id, id);
CREATE TRIGGER audit_event_is_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE baseline (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text,
  period_start date,
  value numeric,
  not_applicable_reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, measure_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((value IS NULL) = (not_applicable_reason IS NOT NULL))),
  CHECK (((value IS NULL) = (period_start IS NULL)))
);

CREATE TABLE breakdown (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_version_id uuid NOT NULL,
  position integer NOT NULL,
  dimension_key text NOT NULL,
  additive boolean NOT NULL,
  UNIQUE (coalition_id, measure_version_id, dimension_key),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_version_id) REFERENCES measure_version(coalition_id, id)
);

CREATE TABLE category (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  dimension_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  position integer NOT NULL,
  retired_at timestamp with time zone,
  UNIQUE (coalition_id, dimension_id, code),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, dimension_id) REFERENCES dimension(coalition_id, id)
);

CREATE TABLE coalition (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  time_zone text NOT NULL,
  year_start_month smallint NOT NULL,
  figures_from text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (code),
  PRIMARY KEY (id),
  CHECK (((year_start_month >= 1) AND (year_start_month <= 12))),
  CHECK ((figures_from = ANY (ARRAY['APPROVED'::text, 'SUBMITTED'::text])))
);

CREATE TABLE combination (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  key text NOT NULL /* sorted dimension=category pairs joined by ";"; empty for the total */,
  dimension_key text NOT NULL,
  cell jsonb NOT NULL,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, key),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

-- every coarser cell that a combination is a part of
CREATE TABLE combination_margin (
  coalition_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  margin_id uuid NOT NULL,
  PRIMARY KEY (combination_id, margin_id),
  FOREIGN KEY (coalition_id, combination_id) REFERENCES combination(coalition_id, id),
  FOREIGN KEY (coalition_id, margin_id) REFERENCES combination(coalition_id, id)
);

CREATE TABLE conversation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  channel text NOT NULL,
  title text NOT NULL,
  held_at timestamp with time zone NOT NULL,
  host_names text[] NOT NULL DEFAULT '{}'::text[],
  notes text,
  agenda_id uuid,
  logged_by_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  words tsvector NOT NULL,
  open_words tsvector NOT NULL,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  CHECK ((channel = ANY (ARRAY['MEETING'::text, 'CALL'::text, 'MESSAGE'::text, 'VISIT'::text])))
);

CREATE INDEX conversation_held ON public.conversation USING btree (coalition_id, held_at, id);
CREATE INDEX conversation_open_words ON public.conversation USING gin (open_words);
CREATE INDEX conversation_words ON public.conversation USING gin (words);
CREATE TRIGGER conversation_is_indexed BEFORE INSERT OR UPDATE ON public.conversation FOR EACH ROW EXECUTE FUNCTION index_conversation();

CREATE TABLE conversation_activity (
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  PRIMARY KEY (coalition_id, conversation_id, activity_id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id)
);

CREATE INDEX conversation_activity_activity ON public.conversation_activity USING btree (coalition_id, activity_id);

CREATE TABLE conversation_host (
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  PRIMARY KEY (coalition_id, conversation_id, organization_id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id)
);

CREATE INDEX conversation_host_organization ON public.conversation_host USING btree (coalition_id, organization_id);

CREATE TABLE correction (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  values jsonb NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL DEFAULT now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, submission_id) REFERENCES submission(coalition_id, id),
  CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'APPROVED'::text, 'REJECTED'::text])))
);

CREATE INDEX correction_submission ON public.correction USING btree (coalition_id, submission_id);

CREATE TABLE decision (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  text text NOT NULL,
  why text NOT NULL,
  decided_on date NOT NULL,
  review_on date,
  supersedes_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  words tsvector NOT NULL,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, supersedes_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, supersedes_id) REFERENCES decision(coalition_id, id),
  CHECK ((review_on > decided_on)),
  CHECK ((supersedes_id <> id))
);

CREATE INDEX decision_conversation ON public.decision USING btree (coalition_id, conversation_id);
CREATE INDEX decision_decided ON public.decision USING btree (coalition_id, decided_on, id);
CREATE INDEX decision_words ON public.decision USING gin (words);
CREATE TRIGGER decision_is_immutable BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_is_indexed BEFORE INSERT ON public.decision FOR EACH ROW EXECUTE FUNCTION index_decision();

CREATE TABLE dimension (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE TABLE goal (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  code text NOT NULL,
  statement text NOT NULL,
  horizon text,
  position integer NOT NULL,
  UNIQUE (coalition_id, agenda_id, code),
  UNIQUE (coalition_id, agenda_id, id),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id)
);

CREATE INDEX goal_code ON public.goal USING btree (coalition_id, code);
CREATE TRIGGER goal_is_kept BEFORE INSERT OR DELETE OR UPDATE ON public.goal FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();

CREATE TABLE idempotency_key (
  owner_id uuid NOT NULL,
  key text NOT NULL,
  content_hash bytea NOT NULL,
  answer jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, key)
);

CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);

CREATE TABLE measure (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  level text NOT NULL,
  aspect text,
  direction text NOT NULL,
  frequency text NOT NULL,
  goal_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  catalogue_references jsonb NOT NULL DEFAULT '[]'::jsonb,
  retired_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((aspect = ANY (ARRAY['HOW_MUCH'::text, 'HOW_WELL'::text, 'BETTER_OFF'::text]))),
  CHECK ((direction = ANY (ARRAY['INCREASE'::text, 'DECREASE'::text, 'MAINTAIN'::text, 'NONE'::text]))),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((level = ANY (ARRAY['POPULATION'::text, 'PERFORMANCE'::text])))
);

CREATE TABLE measure_version (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  number integer NOT NULL,
  first_period_start date,
  number_kind text NOT NULL,
  factor integer NOT NULL,
  unit text NOT NULL,
  of_people boolean NOT NULL,
  time_rule text NOT NULL,
  denominator_time_rule text NOT NULL,
  partner_rule text NOT NULL,
  comparability text NOT NULL,
  bridge_factor numeric,
  reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, measure_id, number),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((comparability = 'BRIDGED'::text) = (bridge_factor IS NOT NULL))),
  CHECK ((comparability = ANY (ARRAY['COMPARABLE'::text, 'BRIDGED'::text, 'BREAK'::text]))),
  CHECK ((denominator_time_rule = ANY (ARRAY['SUM'::text, 'LAST'::text, 'FIRST'::text, 'AVERAGE'::text, 'MIN'::text, 'MAX'::text]))),
  CHECK ((factor = ANY (ARRAY[1, 100, 1000, 10000, 100000]))),
  CHECK ((number_kind = ANY (ARRAY['COUNT'::text, 'AMOUNT'::text, 'RATIO'::text]))),
  CHECK ((partner_rule = ANY (ARRAY['SUM'::text, 'MIN'::text, 'MAX'::text, 'MEDIAN'::text, 'AVERAGE'::text]))),
  CHECK ((time_rule = ANY (ARRAY['SUM'::text, 'LAST'::text, 'FIRST'::text, 'AVERAGE'::text, 'MIN'::text, 'MAX'::text])))
);

CREATE TABLE measurement (
  submission_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  revision integer NOT NULL,
  number numeric /* the value of a COUNT or AMOUNT, the numerator of a RATIO */,
  denominator numeric,
  non_value text,
  reason text,
  PRIMARY KEY (submission_id, measure_id, combination_id),
  FOREIGN KEY (coalition_id, submission_id) REFERENCES submission(coalition_id, id),
  CHECK (((number IS NULL) = (non_value IS NOT NULL))),
  CHECK ((non_value = ANY (ARRAY['NOT_COLLECTED'::text, 'NOT_APPLICABLE'::text, 'DECLINED'::text, 'SUPPRESSED_AT_SOURCE'::text])))
);

CREATE INDEX measurement_non_value ON public.measurement USING btree (coalition_id, measure_id) WHERE (non_value IS NOT NULL);

-- who wrote a set of values, when, why and through what
CREATE TABLE measurement_batch (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  key_id uuid,
  through text NOT NULL,
  reason text,
  request_id text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((through = ANY (ARRAY['API'::text, 'CORRECTION'::text])))
);

CREATE TABLE measurement_revision (
  submission_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  revision integer NOT NULL,
  number numeric,
  denominator numeric,
  non_value text,
  reason text,
  PRIMARY KEY (submission_id, measure_id, combination_id, revision)
);

CREATE TRIGGER measurement_revision_is_append_only BEFORE DELETE OR UPDATE ON public.measurement_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE membership (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  role text NOT NULL,
  from_date date,
  to_date date,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((from_date <= to_date)),
  CHECK ((role = ANY (ARRAY['BACKBONE'::text, 'PARTNER'::text, 'FUNDER'::text, 'OBSERVER'::text])))
);

CREATE INDEX membership_organization ON public.membership USING btree (coalition_id, organization_id);

CREATE TABLE milestone (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  title text NOT NULL,
  due_date date,
  done_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id)
);

CREATE INDEX milestone_activity ON public.milestone USING btree (activity_id);

CREATE TABLE organization (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  type text,
  identifiers text[] NOT NULL DEFAULT '{}'::text[],
  attributes jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE TABLE organization_merger (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  predecessor_id uuid NOT NULL,
  successor_id uuid NOT NULL,
  date date NOT NULL,
  reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, predecessor_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, predecessor_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, successor_id) REFERENCES organization(coalition_id, id),
  CHECK ((predecessor_id <> successor_id))
);

CREATE TABLE participant (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  people integer NOT NULL,
  names text[] NOT NULL DEFAULT '{}'::text[],
  UNIQUE (coalition_id, conversation_id, organization_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((people >= 1))
);

CREATE INDEX participant_organization ON public.participant USING btree (coalition_id, organization_id);

CREATE TABLE person (
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  administrator boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX person_email ON public.person USING btree (lower(email));

CREATE TABLE pledge (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  statement text,
  person_id uuid NOT NULL,
  pledged_at timestamp with time zone NOT NULL DEFAULT now(),
  lapsed_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((kind = ANY (ARRAY['OWN'::text, 'SUPPORT'::text, 'NEED_CHANGE'::text])))
);

CREATE UNIQUE INDEX pledge_in_force ON public.pledge USING btree (coalition_id, agenda_id, organization_id) WHERE (lapsed_at IS NULL);

CREATE TABLE reinforcement_link (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  from_activity_id uuid NOT NULL,
  to_activity_id uuid NOT NULL,
  kind text NOT NULL,
  note text,
  unlinked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, from_activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, to_activity_id) REFERENCES activity(coalition_id, id),
  CHECK ((from_activity_id <> to_activity_id)),
  CHECK ((kind = ANY (ARRAY['FEEDS'::text, 'ENABLES'::text, 'REFERS'::text, 'SHARES_RESOURCE'::text, 'DEPENDS_ON'::text, 'DUPLICATES'::text])))
);

CREATE INDEX reinforcement_link_from ON public.reinforcement_link USING btree (from_activity_id);
CREATE INDEX reinforcement_link_to ON public.reinforcement_link USING btree (to_activity_id);
CREATE UNIQUE INDEX reinforcement_link_once ON public.reinforcement_link USING btree (coalition_id, from_activity_id, to_activity_id, kind) WHERE (unlinked_at IS NULL);
CREATE UNIQUE INDEX reinforcement_link_once_either_way ON public.reinforcement_link USING btree (coalition_id, LEAST(from_activity_id, to_activity_id), GREATEST(from_activity_id, to_activity_id), kind) WHERE ((unlinked_at IS NULL) AND (kind = ANY (ARRAY['SHARES_RESOURCE'::text, 'DUPLICATES'::text])));

CREATE TABLE report (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  title text NOT NULL,
  measure_ids uuid[] NOT NULL,
  frequency text NOT NULL,
  first_period_start date NOT NULL,
  last_period_start date NOT NULL,
  breakdown_keys text[] /* dimension codes sorted and joined by ","; null for all that the data holds */,
  state text NOT NULL,
  failure text,
  requested_by_id uuid NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  compiled_at timestamp with time zone,
  header jsonb /* what the figures are read with, frozen when it was compiled */,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK (((state = 'COMPILED'::text) = (compiled_at IS NOT NULL))),
  CHECK (((state = 'COMPILED'::text) = (header IS NOT NULL))),
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK ((cardinality(measure_ids) > 0)),
  CHECK ((first_period_start <= last_period_start)),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'COMPILING'::text, 'COMPILED'::text, 'FAILED'::text])))
);

CREATE INDEX report_of_coalition ON public.report USING btree (coalition_id, requested_at, id);
CREATE INDEX report_to_compile ON public.report USING btree (requested_at) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'COMPILING'::text]));
CREATE TRIGGER report_is_final_once_compiled BEFORE DELETE OR UPDATE ON public.report FOR EACH ROW WHEN ((old.state = 'COMPILED'::text)) EXECUTE FUNCTION refuse_change();

-- without a foreign key: it is 44 % of a bulk insert, and the transaction that inserts holds the report's row
CREATE TABLE report_figure (
  report_id uuid NOT NULL,
  position integer NOT NULL,
  coalition_id uuid NOT NULL,
  measure_code text NOT NULL,
  measure_name text NOT NULL,
  unit text NOT NULL,
  period text NOT NULL,
  period_start date NOT NULL,
  cell jsonb NOT NULL,
  value numeric,
  numerator numeric,
  denominator numeric,
  organizations_reported integer NOT NULL,
  organizations_expected integer NOT NULL,
  cells_reported integer NOT NULL,
  cells_expected integer NOT NULL,
  non_values jsonb NOT NULL,
  target numeric,
  status text NOT NULL,
  derived boolean NOT NULL,
  PRIMARY KEY (report_id, "position")
);

CREATE TRIGGER report_figure_is_append_only BEFORE DELETE OR UPDATE ON public.report_figure FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- apart from report, whose row the compiling transaction holds
CREATE TABLE report_progress (
  report_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  done integer NOT NULL,
  total integer NOT NULL,
  PRIMARY KEY (report_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id)
);

CREATE TABLE resource (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  description text NOT NULL,
  amount numeric,
  unit text,
  withdrawn_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((unit IS NULL) OR (amount IS NOT NULL))),
  CHECK ((amount >= (0)::numeric)),
  CHECK ((kind = ANY (ARRAY['FUNDING'::text, 'STAFF_TIME'::text, 'SPACE'::text, 'DATA'::text, 'SKILL'::text, 'OTHER'::text])))
);

CREATE INDEX resource_activity ON public.resource USING btree (activity_id);

CREATE TABLE role_grant (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  organization_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (coalition_id, person_id, role, organization_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK (((role <> 'PARTNER'::text) OR (organization_id IS NOT NULL))),
  CHECK ((role = ANY (ARRAY['BACKBONE'::text, 'PARTNER'::text, 'FUNDER'::text, 'OBSERVER'::text])))
);

CREATE INDEX role_grant_person ON public.role_grant USING btree (person_id);

CREATE TABLE strategy (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  goal_id uuid NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  description text,
  position integer NOT NULL,
  UNIQUE (coalition_id, agenda_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id, goal_id) REFERENCES goal(coalition_id, agenda_id, id)
);

CREATE INDEX strategy_goal ON public.strategy USING btree (goal_id);
CREATE TRIGGER strategy_is_kept BEFORE INSERT OR DELETE OR UPDATE ON public.strategy FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();

CREATE TABLE submission (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  frequency text NOT NULL,
  period_start date NOT NULL,
  state text NOT NULL,
  reason text,
  first_submitted_at timestamp with time zone,
  submitted_at timestamp with time zone,
  submitted_by uuid,
  approved_at timestamp with time zone,
  approved_by uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, organization_id, frequency, period_start),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((state = ANY (ARRAY['DRAFT'::text, 'SUBMITTED'::text, 'RETURNED'::text, 'APPROVED'::text])))
);

CREATE INDEX submission_period ON public.submission USING btree (coalition_id, frequency, period_start);

CREATE TABLE target (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text,
  period_start date,
  combination_id uuid,
  value numeric NOT NULL,
  tolerance numeric,
  source text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, frequency, period_start, combination_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, combination_id) REFERENCES combination(coalition_id, id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((frequency IS NULL) = (period_start IS NULL)))
);

CREATE TABLE working_group (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  name text NOT NULL,
  purpose text,
  organization_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, name),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE OR REPLACE FUNCTION public.index_action_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    NEW.words := words_of(NEW.description, 'A');
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.index_agenda_items()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    UPDATE conversation SET title = title WHERE (coalition_id, id) IN (SELECT coalition_id, conversation_id FROM changed);
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.index_conversation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    NEW.open_words := words_of(NEW.title, 'A') || words_of(
      (SELECT string_agg(topic, ' ' ORDER BY position) FROM agenda_item
       WHERE coalition_id = NEW.coalition_id AND conversation_id = NEW.id), 'B');
    NEW.words := NEW.open_words || words_of(NEW.notes, 'C');
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.index_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    NEW.words := words_of(NEW.text, 'A') || words_of(NEW.why, 'B');
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_agenda()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    moves constant text[] := '{state,replaces_id,adopted_at,superseded_at}';
    arrow constant text := OLD.state || ' to ' || CASE TG_OP WHEN 'DELETE' THEN 'deleted' ELSE NEW.state END;
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'DRAFT' AND NEW.state IN ('DRAFT', 'PROPOSED') THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves
      OR arrow NOT IN ('PROPOSED to DRAFT', 'PROPOSED to ADOPTED', 'ADOPTED to SUPERSEDED')
      OR OLD.state = 'ADOPTED' AND (NEW.adopted_at, NEW.replaces_id) IS DISTINCT FROM (OLD.adopted_at, OLD.replaces_id)
    THEN
      RAISE EXCEPTION 'agenda % is immutable (%)', OLD.id, arrow;
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_agenda_part()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    owner record;
  BEGIN
    FOR owner IN SELECT state FROM agenda WHERE id IN (OLD.agenda_id, NEW.agenda_id) FOR SHARE LOOP
      IF owner.state <> 'DRAFT' THEN
        RAISE EXCEPTION '% of an agenda that is no draft is immutable', TG_TABLE_NAME;
      END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
  END $function$;

CREATE OR REPLACE FUNCTION public.words_of(content text, weight "char")
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN setweight((((to_tsvector('english'::regconfig, COALESCE(content, ''::text)) || ''' '':50'::tsvector) || to_tsvector('simple'::regconfig, COALESCE(content, ''::text))) || ''' '':50'::tsvector), weight);
