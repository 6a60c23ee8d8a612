-- The tables of Keelson, written by `node tools/run.mjs schema` from the migrations. Do not edit.

-- what an organization does, alone or with partners, towards goals
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
  is_core boolean NOT NULL DEFAULT false,
  change_level text,
  beyond_existing text /* what it does that existing institutions do not do */,
  group_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  place text,
  required_capabilities text[] NOT NULL DEFAULT '{}'::text[] /* kinds of assets that it cannot do without */,
  budget numeric,
  currency text,
  in_kind text /* what is given to it other than money */,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, lead_organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((budget IS NULL) = (currency IS NULL))),
  CHECK (((status <> ALL (ARRAY['PAUSED'::text, 'STOPPED'::text])) OR (status_reason IS NOT NULL))),
  CHECK ((budget >= (0)::numeric)),
  CHECK ((change_level = ANY (ARRAY['PERSONAL'::text, 'INTERPERSONAL'::text, 'INSTITUTIONAL'::text, 'CULTURAL'::text]))),
  CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  CHECK ((kind = ANY (ARRAY['PROGRAM'::text, 'POLICY'::text, 'SYSTEMS'::text, 'PUBLIC_WILL'::text, 'CAPACITY'::text]))),
  CHECK ((start_date <= end_date)),
  CHECK ((status = ANY (ARRAY['PLANNED'::text, 'ACTIVE'::text, 'PAUSED'::text, 'DONE'::text, 'STOPPED'::text])))
);

CREATE INDEX activity_goals ON public.activity USING gin (goal_ids);
CREATE INDEX activity_groups ON public.activity USING gin (group_ids);
CREATE INDEX activity_lead ON public.activity USING btree (coalition_id, lead_organization_id);
CREATE INDEX activity_measures ON public.activity USING gin (measure_ids);
CREATE INDEX activity_partners ON public.activity USING gin (partner_organization_ids);
CREATE INDEX activity_title ON public.activity USING btree (coalition_id, title, id);
CREATE TRIGGER activity_is_found AFTER INSERT OR DELETE OR UPDATE ON public.activity FOR EACH ROW EXECUTE FUNCTION keep_search_entry('ACTIVITY', 'id');
ALTER TABLE activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON activity USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON activity TO keelson_apps;
GRANT SELECT ON activity TO keelson_workers;

-- how soon, and on what evidence, an activity is expected to move a measure
CREATE TABLE activity_effect (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  lag_months integer,
  evidence text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, activity_id, measure_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK ((evidence = ANY (ARRAY['STRONG'::text, 'MODERATE'::text, 'WEAK'::text, 'NONE'::text]))),
  CHECK ((lag_months >= 0))
);

ALTER TABLE activity_effect ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON activity_effect USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON activity_effect TO keelson_apps;
GRANT SELECT ON activity_effect TO keelson_workers;

-- a version of the common agenda; one that was adopted is never changed, only superseded
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
  status_quo jsonb NOT NULL DEFAULT '[]'::jsonb,
  proposed_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, version),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, based_on_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, replaces_id) REFERENCES agenda(coalition_id, id),
  CHECK (((state = 'SUPERSEDED'::text) = (superseded_at IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['ADOPTED'::text, 'SUPERSEDED'::text])) = (adopted_at IS NOT NULL))),
  CHECK ((state = ANY (ARRAY['DRAFT'::text, 'CONSULTING'::text, 'PROPOSED'::text, 'ADOPTED'::text, 'SUPERSEDED'::text]))),
  CHECK ((version > 0))
);

CREATE UNIQUE INDEX agenda_adopted ON public.agenda USING btree (coalition_id) WHERE (state = 'ADOPTED'::text);
CREATE TRIGGER agenda_is_found AFTER INSERT OR DELETE OR UPDATE ON public.agenda FOR EACH ROW EXECUTE FUNCTION keep_search_entry('AGENDA', 'id');
CREATE TRIGGER agenda_is_kept BEFORE DELETE OR UPDATE ON public.agenda FOR EACH ROW EXECUTE FUNCTION keep_agenda();
CREATE TRIGGER agenda_shows_its_parts AFTER UPDATE OF state ON public.agenda FOR EACH ROW WHEN (((old.state = 'DRAFT'::text) AND (new.state <> 'DRAFT'::text))) EXECUTE FUNCTION keep_search_entries_of_agenda();
ALTER TABLE agenda ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON agenda USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON agenda TO keelson_apps;
GRANT SELECT ON agenda TO keelson_workers;

CREATE TABLE agenda_adoption (
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  adopted_at timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id, decision_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, decision_id) REFERENCES body_decision(coalition_id, id)
);

CREATE INDEX agenda_adoption_agenda ON public.agenda_adoption USING btree (coalition_id, agenda_id);
ALTER TABLE agenda_adoption ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON agenda_adoption USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON agenda_adoption TO keelson_apps;
GRANT SELECT ON agenda_adoption TO keelson_workers;

-- a topic of a conversation
CREATE TABLE agenda_item (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  position integer NOT NULL,
  topic text NOT NULL,
  purpose text NOT NULL,
  minutes integer /* how long it was planned to take */,
  UNIQUE (coalition_id, conversation_id, "position"),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  CHECK (("position" >= 1)),
  CHECK ((minutes > 0)),
  CHECK ((purpose = ANY (ARRAY['INFORM'::text, 'TALK'::text, 'DECIDE'::text])))
);

CREATE TRIGGER agenda_item_is_found AFTER INSERT OR DELETE OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'conversation_id');
ALTER TABLE agenda_item ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON agenda_item USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON agenda_item TO keelson_apps;
GRANT SELECT ON agenda_item TO keelson_workers;

CREATE TABLE agreement (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  purpose text NOT NULL,
  grain text NOT NULL /* the finest: totals of the coalition, or also the own figures of the organizations that are parties */,
  measure_ids uuid[] NOT NULL,
  finest_frequency text /* null: every period, however short */,
  first_period text,
  last_period text,
  breakdown_keys text[] /* sets of dimensions, each as sorted codes joined by ","; null: all; empty: totals only */,
  audiences text[] NOT NULL,
  from_date date NOT NULL,
  to_date date,
  supersedes_id uuid,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL DEFAULT now(),
  signed_at timestamp with time zone /* when the last of its parties signed */,
  superseded_from date /* the first day of the signed agreement that takes its place */,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  revoked_for_id uuid /* the party that revoked it; null: the backbone */,
  revocation_reason text,
  expiry_announced_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, revoked_for_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, supersedes_id) REFERENCES agreement(coalition_id, id),
  CHECK (((cardinality(audiences) > 0) AND (audiences <@ '{COALITION,FUNDERS,PUBLIC}'::text[]))),
  CHECK (((revoked_at IS NULL) = (revocation_reason IS NULL))),
  CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  CHECK (((revoked_for_id IS NULL) OR (revoked_at IS NOT NULL))),
  CHECK ((cardinality(measure_ids) > 0)),
  CHECK ((finest_frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((grain = ANY (ARRAY['COALITION'::text, 'PARTNER'::text]))),
  CHECK ((to_date >= from_date))
);

CREATE INDEX agreement_ends ON public.agreement USING btree (coalition_id, to_date) WHERE ((signed_at IS NOT NULL) AND (revoked_at IS NULL));
CREATE INDEX agreement_expiring ON public.agreement USING btree (to_date) WHERE ((expiry_announced_at IS NULL) AND (revoked_at IS NULL) AND (signed_at IS NOT NULL));
CREATE INDEX agreement_of_coalition ON public.agreement USING btree (coalition_id);
CREATE INDEX agreement_supersedes ON public.agreement USING btree (coalition_id, supersedes_id) WHERE (supersedes_id IS NOT NULL);
CREATE TRIGGER agreement_is_never_deleted BEFORE DELETE ON public.agreement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_is_never_edited BEFORE UPDATE ON public.agreement FOR EACH ROW WHEN (((((((((((((((((old.id IS DISTINCT FROM new.id) OR (old.coalition_id IS DISTINCT FROM new.coalition_id)) OR (old.purpose IS DISTINCT FROM new.purpose)) OR (old.grain IS DISTINCT FROM new.grain)) OR (old.measure_ids IS DISTINCT FROM new.measure_ids)) OR (old.finest_frequency IS DISTINCT FROM new.finest_frequency)) OR (old.first_period IS DISTINCT FROM new.first_period)) OR (old.last_period IS DISTINCT FROM new.last_period)) OR (old.breakdown_keys IS DISTINCT FROM new.breakdown_keys)) OR (old.audiences IS DISTINCT FROM new.audiences)) OR (old.from_date IS DISTINCT FROM new.from_date)) OR (old.to_date IS DISTINCT FROM new.to_date)) OR (old.supersedes_id IS DISTINCT FROM new.supersedes_id)) OR (old.proposed_by IS DISTINCT FROM new.proposed_by)) OR (old.proposed_at IS DISTINCT FROM new.proposed_at)) OR ((old.signed_at IS NOT NULL) AND (old.signed_at IS DISTINCT FROM new.signed_at)) OR ((old.revoked_at IS NOT NULL) AND ((((old.revoked_at IS DISTINCT FROM new.revoked_at) OR (old.revoked_by IS DISTINCT FROM new.revoked_by)) OR (old.revoked_for_id IS DISTINCT FROM new.revoked_for_id)) OR (old.revocation_reason IS DISTINCT FROM new.revocation_reason))))) EXECUTE FUNCTION refuse_change();
ALTER TABLE agreement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON agreement USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON agreement FOR SELECT TO keelson_workers USING (((expiry_announced_at IS NULL) AND (revoked_at IS NULL) AND (signed_at IS NOT NULL) AND (to_date <= (CURRENT_DATE + 31))));
GRANT INSERT, SELECT, UPDATE ON agreement TO keelson_apps;
GRANT SELECT, UPDATE (expiry_announced_at) ON agreement TO keelson_workers;

CREATE TABLE agreement_party (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agreement_id uuid NOT NULL,
  organization_id uuid /* null: the coalition's backbone */,
  signed_by uuid,
  signed_at timestamp with time zone,
  UNIQUE NULLS NOT DISTINCT (coalition_id, agreement_id, organization_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, agreement_id) REFERENCES agreement(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((signed_at IS NULL) = (signed_by IS NULL)))
);

CREATE TRIGGER agreement_party_is_never_deleted BEFORE DELETE ON public.agreement_party FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_party_only_signs BEFORE UPDATE ON public.agreement_party FOR EACH ROW WHEN (((old.signed_at IS NOT NULL) OR ((((old.id IS DISTINCT FROM new.id) OR (old.coalition_id IS DISTINCT FROM new.coalition_id)) OR (old.agreement_id IS DISTINCT FROM new.agreement_id)) OR (old.organization_id IS DISTINCT FROM new.organization_id)))) EXECUTE FUNCTION refuse_change();
ALTER TABLE agreement_party ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON agreement_party USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON agreement_party TO keelson_apps;
GRANT SELECT ON agreement_party TO keelson_workers;

CREATE TABLE alignment_statement (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  goal_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  text text NOT NULL,
  person_id uuid NOT NULL,
  stated_at timestamp with time zone NOT NULL,
  UNIQUE (coalition_id, goal_id, organization_id),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, goal_id) REFERENCES goal(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id)
);

ALTER TABLE alignment_statement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON alignment_statement USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON alignment_statement TO keelson_apps;
GRANT SELECT ON alignment_statement TO keelson_workers;

-- a state change that others are to be told of, written with it; gone once it became deliveries and mails
CREATE TABLE announcement (
  id uuid NOT NULL /* that of the change in audit_event */,
  coalition_id uuid NOT NULL,
  event text NOT NULL,
  subject_id uuid NOT NULL,
  person_id uuid,
  facts jsonb NOT NULL /* what a notice needs to know that the change does not tell; see announced-event.ts */,
  at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE INDEX announcement_of_coalition ON public.announcement USING btree (coalition_id, id);
ALTER TABLE announcement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON announcement USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON announcement FOR SELECT TO keelson_workers USING (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON announcement TO keelson_workers;
GRANT INSERT, SELECT ON announcement TO keelson_apps;

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
  line_id uuid NOT NULL /* the first key of a line of keys that followed each other by rotation */,
  last_used_at timestamp with time zone /* at most a minute late */,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((role = ANY (ARRAY['BACKBONE'::text, 'PARTNER'::text, 'FUNDER'::text, 'OBSERVER'::text])))
);

CREATE INDEX api_key_coalition ON public.api_key USING btree (coalition_id);
CREATE INDEX api_key_line ON public.api_key USING btree (coalition_id, line_id);
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON api_key USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY own ON api_key FOR SELECT USING ((id = ( SELECT current_key_id() AS current_key_id)));
GRANT INSERT, SELECT, UPDATE ON api_key TO keelson_apps;
GRANT SELECT (id, coalition_id, name) ON api_key TO keelson_workers;

CREATE TABLE asset (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  kind text NOT NULL,
  description text NOT NULL,
  organization_id uuid,
  group_id uuid,
  person_id uuid,
  offered_by uuid NOT NULL,
  offered_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((num_nonnulls(organization_id, group_id, person_id) = 1))
);

CREATE INDEX asset_kind ON public.asset USING btree (coalition_id, kind, id);
ALTER TABLE asset ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON asset USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON asset TO keelson_apps;
GRANT SELECT ON asset TO keelson_workers;

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
CREATE TRIGGER assignment_queues_figures_on_delete AFTER DELETE ON public.assignment REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER assignment_queues_figures_on_insert AFTER INSERT ON public.assignment REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER assignment_queues_figures_on_update AFTER UPDATE ON public.assignment REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE assignment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON assignment USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON assignment TO keelson_apps;
GRANT SELECT ON assignment TO keelson_workers;

-- refused attempts to sign in, by the hash of an account and by address
CREATE TABLE attempt (
  key character varying(255) NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint,
  PRIMARY KEY (key)
);

CREATE INDEX attempt_expire ON public.attempt USING btree (expire);
GRANT DELETE, INSERT, SELECT, UPDATE ON attempt TO keelson_apps;

-- that an item on the desk of a backbone team may wait until a day
CREATE TABLE attention_snooze (
  coalition_id uuid NOT NULL,
  rule text NOT NULL,
  subject_id uuid NOT NULL,
  occurrence text NOT NULL /* when the fact began; one that begins again is not snoozed */,
  until date NOT NULL /* the last day, included, in the time zone of the coalition */,
  reason text NOT NULL,
  snoozed_by uuid NOT NULL,
  snoozed_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  PRIMARY KEY (coalition_id, rule, subject_id, occurrence),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((reason <> ''::text)),
  CHECK ((rule ~ '^[A-Z_]+$'::text))
);

CREATE INDEX attention_snooze_until ON public.attention_snooze USING btree (coalition_id, until) WHERE (ended_at IS NULL);
ALTER TABLE attention_snooze ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON attention_snooze USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON attention_snooze TO keelson_apps;
GRANT SELECT ON attention_snooze TO keelson_workers;

-- one state change: who, when, what, why; never changed, never deleted
CREATE TABLE audit_event (
  id uuid NOT NULL,
  coalition_id uuid,
  person_id uuid,
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

CREATE INDEX audit_event_at ON public.audit_event USING btree (coalition_id, at);
CREATE INDEX audit_event_coalition ON public.audit_event USING btree (coalition_id, id);
CREATE INDEX audit_event_key ON public.audit_event USING btree (key_id, id) WHERE (key_id IS NOT NULL);
CREATE INDEX audit_event_person ON public.audit_event USING btree (coalition_id, person_id, id);
CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject_id, id);
CREATE INDEX audit_event_verb ON public.audit_event USING btree (coalition_id, verb, id);
CREATE TRIGGER audit_event_is_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON audit_event USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY of_nobody ON audit_event FOR INSERT WITH CHECK ((coalition_id IS NULL));
CREATE POLICY own ON audit_event FOR SELECT USING (((coalition_id IS NULL) AND ((person_id = ( SELECT current_person_id() AS current_person_id)) OR ( SELECT acts_as_administrator() AS acts_as_administrator))));
GRANT INSERT, SELECT ON audit_event TO keelson_apps;
GRANT INSERT, SELECT ON audit_event TO keelson_workers;

-- where progress of a measure is counted from
CREATE TABLE baseline (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text,
  period_start date,
  value numeric,
  not_applicable_reason text /* why the measure has no baseline */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, measure_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((value IS NULL) = (not_applicable_reason IS NOT NULL))),
  CHECK (((value IS NULL) = (period_start IS NULL)))
);

CREATE TRIGGER baseline_queues_figures_on_delete AFTER DELETE ON public.baseline REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER baseline_queues_figures_on_insert AFTER INSERT ON public.baseline REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER baseline_queues_figures_on_update AFTER UPDATE ON public.baseline REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE baseline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON baseline USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON baseline TO keelson_apps;
GRANT SELECT ON baseline TO keelson_workers;

CREATE TABLE body (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  purpose text,
  decides boolean NOT NULL,
  retired_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, name),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((kind = ANY (ARRAY['STEERING'::text, 'WORKING_GROUP'::text, 'BACKBONE_TEAM'::text, 'COMMUNITY_PANEL'::text])))
);

ALTER TABLE body ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON body USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON body TO keelson_apps;
GRANT SELECT ON body TO keelson_workers;

CREATE TABLE body_decision (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  body_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid,
  text text NOT NULL,
  why text NOT NULL,
  dissent text,
  decided_on date NOT NULL,
  seats_held integer NOT NULL,
  seats_most_impacted integer NOT NULL,
  meets_seat_rule boolean NOT NULL,
  interim_until date,
  recorded_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  confirmed_by uuid,
  confirmed_for_id uuid,
  confirmed_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, body_id) REFERENCES body(coalition_id, id),
  FOREIGN KEY (coalition_id, confirmed_for_id) REFERENCES organization(coalition_id, id),
  CHECK ((((confirmed_by IS NULL) = (confirmed_at IS NULL)) AND ((confirmed_by IS NULL) = (confirmed_for_id IS NULL)))),
  CHECK (((interim_until >= decided_on) AND (interim_until <= (decided_on + 60)))),
  CHECK (((kind = ANY (ARRAY['ADOPT_AGENDA'::text, 'REMOVE_MEMBER'::text])) = (subject_id IS NOT NULL))),
  CHECK ((confirmed_by <> recorded_by)),
  CHECK ((kind = ANY (ARRAY['ADOPT_AGENDA'::text, 'REMOVE_MEMBER'::text, 'CHANGE_PHASE'::text, 'OTHER'::text]))),
  CHECK ((meets_seat_rule <> (interim_until IS NOT NULL)))
);

CREATE INDEX body_decision_decided ON public.body_decision USING btree (coalition_id, decided_on, id);
CREATE UNIQUE INDEX body_decision_interim ON public.body_decision USING btree (coalition_id, kind, subject_id) WHERE ((interim_until IS NOT NULL) AND (subject_id IS NOT NULL));
CREATE TRIGGER body_decision_is_found AFTER INSERT OR DELETE OR UPDATE ON public.body_decision FOR EACH ROW EXECUTE FUNCTION keep_search_entry('BODY_DECISION', 'id');
CREATE TRIGGER body_decision_is_kept BEFORE DELETE OR UPDATE ON public.body_decision FOR EACH ROW EXECUTE FUNCTION keep_body_decision();
ALTER TABLE body_decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON body_decision USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON body_decision TO keelson_apps;
GRANT SELECT ON body_decision TO keelson_workers;

-- by which dimensions a version of a measure is collected
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

CREATE TRIGGER breakdown_queues_figures_on_delete AFTER DELETE ON public.breakdown REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('SELECT v.measure_id FROM measure_version v WHERE v.id = measure_version_id');
CREATE TRIGGER breakdown_queues_figures_on_insert AFTER INSERT ON public.breakdown REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('SELECT v.measure_id FROM measure_version v WHERE v.id = measure_version_id');
CREATE TRIGGER breakdown_queues_figures_on_update AFTER UPDATE ON public.breakdown REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('SELECT v.measure_id FROM measure_version v WHERE v.id = measure_version_id');
ALTER TABLE breakdown ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON breakdown USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON breakdown TO keelson_apps;
GRANT SELECT ON breakdown TO keelson_workers;

-- a claim with its source, its day, what is uncertain and one other view
CREATE TABLE brief (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  written_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  organization_id uuid /* who says it; null for the backbone */,
  claim text NOT NULL,
  source text NOT NULL,
  as_of date NOT NULL,
  uncertain text NOT NULL,
  other_view text NOT NULL,
  withdrawn_at timestamp with time zone,
  withdrawn_on date,
  withdrawn_by uuid,
  withdrawal_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((btrim(claim) <> ''::text)),
  CHECK ((btrim(other_view) <> ''::text)),
  CHECK ((btrim(source) <> ''::text)),
  CHECK ((btrim(uncertain) <> ''::text)),
  CHECK ((num_nonnulls(withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 4])))
);

CREATE INDEX brief_organization ON public.brief USING btree (coalition_id, organization_id);
CREATE TRIGGER brief_is_found AFTER INSERT OR DELETE OR UPDATE ON public.brief FOR EACH ROW EXECUTE FUNCTION keep_search_entry('BRIEF', 'id');
ALTER TABLE brief ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON brief USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) ON brief TO keelson_apps;
GRANT SELECT ON brief TO keelson_workers;

-- a file of measurements that was read in, and what came of it
CREATE TABLE bulk_operation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  upload_id uuid NOT NULL /* without a foreign key: an upload is forgotten before the operation */,
  format text NOT NULL,
  dry_run boolean NOT NULL,
  partial boolean NOT NULL,
  draft boolean NOT NULL,
  reason text,
  state text NOT NULL,
  created integer,
  changed integer,
  unchanged integer,
  refused integer,
  failure text,
  requested_by_id uuid NOT NULL,
  requested_by_key_id uuid,
  request_id text NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  ended_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['COMPLETED'::text, 'REFUSED'::text])) = ((created IS NOT NULL) AND (changed IS NOT NULL) AND (unchanged IS NOT NULL) AND (refused IS NOT NULL)))),
  CHECK (((state = ANY (ARRAY['REQUESTED'::text, 'RUNNING'::text])) = (ended_at IS NULL))),
  CHECK ((format ~ '^[A-Z][A-Z0-9_]*$'::text)),
  CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'RUNNING'::text, 'COMPLETED'::text, 'REFUSED'::text, 'FAILED'::text, 'CANCELLED'::text])))
);

CREATE INDEX bulk_operation_of_coalition ON public.bulk_operation USING btree (coalition_id, id);
CREATE INDEX bulk_operation_to_run ON public.bulk_operation USING btree (requested_at) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'RUNNING'::text]));
ALTER TABLE bulk_operation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON bulk_operation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON bulk_operation FOR SELECT TO keelson_workers USING ((state = ANY (ARRAY['REQUESTED'::text, 'RUNNING'::text])));
GRANT INSERT, SELECT, UPDATE ON bulk_operation TO keelson_apps;
GRANT SELECT, UPDATE ON bulk_operation TO keelson_workers;

-- apart from bulk_operation, whose row the running transaction holds
CREATE TABLE bulk_progress (
  operation_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  rows_read integer NOT NULL DEFAULT 0,
  rows_written integer NOT NULL DEFAULT 0,
  percent integer NOT NULL DEFAULT 0,
  cancelled_at timestamp with time zone,
  PRIMARY KEY (operation_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, operation_id) REFERENCES bulk_operation(coalition_id, id),
  CHECK (((percent >= 0) AND (percent <= 100)))
);

ALTER TABLE bulk_progress ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON bulk_progress USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON bulk_progress TO keelson_apps;
GRANT SELECT, UPDATE ON bulk_progress TO keelson_workers;

-- without a foreign key, as a bulk of rows that nothing changes; forgotten after a month
CREATE TABLE bulk_refusal (
  operation_id uuid NOT NULL,
  position integer NOT NULL,
  coalition_id uuid NOT NULL,
  row integer,
  column_name text,
  code text NOT NULL,
  message text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (operation_id, "position")
);

CREATE INDEX bulk_refusal_age ON public.bulk_refusal USING brin (at);
ALTER TABLE bulk_refusal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON bulk_refusal USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY forget ON bulk_refusal TO keelson_workers USING ((at < (now() - '30 days'::interval)));
GRANT DELETE, INSERT, SELECT ON bulk_refusal TO keelson_workers;
GRANT SELECT ON bulk_refusal TO keelson_apps;

-- a calculated measure over reported ones only; made again from the definitions whenever one of them changes
CREATE TABLE calculation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  from_date date /* it governs report periods that start from this day on; NULL: from ever */,
  comparability text NOT NULL /* the least comparable of its own version and of those of all it comes from */,
  steps text[] NOT NULL,
  UNIQUE (coalition_id, id),
  UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, from_date),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK ((comparability = ANY (ARRAY['COMPARABLE'::text, 'BRIDGED'::text, 'BREAK'::text])))
);

CREATE TRIGGER calculation_queues_figures_on_delete AFTER DELETE ON public.calculation REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER calculation_queues_figures_on_insert AFTER INSERT ON public.calculation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER calculation_queues_figures_on_update AFTER UPDATE ON public.calculation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE calculation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON calculation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT ON calculation TO keelson_apps;
GRANT SELECT ON calculation TO keelson_workers;

-- a reported measure that a calculated one is made of
CREATE TABLE calculation_operand (
  coalition_id uuid NOT NULL,
  calculation_id uuid NOT NULL,
  place integer NOT NULL,
  operand_id uuid NOT NULL,
  optional boolean NOT NULL /* without its number there may be one all the same: something counts it as zero */,
  PRIMARY KEY (calculation_id, place),
  FOREIGN KEY (coalition_id, calculation_id) REFERENCES calculation(coalition_id, id) ON DELETE CASCADE,
  FOREIGN KEY (coalition_id, operand_id) REFERENCES measure(coalition_id, id)
);

CREATE INDEX calculation_operand_coalition_id_operand_id_idx ON public.calculation_operand USING btree (coalition_id, operand_id);
CREATE TRIGGER calculation_operand_queues_figures_on_insert AFTER INSERT ON public.calculation_operand REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('SELECT c.measure_id FROM calculation c WHERE c.id = calculation_id');
ALTER TABLE calculation_operand ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON calculation_operand USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON calculation_operand TO keelson_apps;
GRANT SELECT ON calculation_operand TO keelson_workers;

-- an address by which a calendar program reads one member's dates in one coalition
CREATE TABLE calendar_feed (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  name text NOT NULL /* what the member calls it: the phone, the office */,
  as_backbone boolean NOT NULL /* whether it was made by somebody who acted as backbone staff: an address is never worth more than the sign-in behind it */,
  token_hash bytea NOT NULL /* SHA-256 of the 256 random bits in the address; rotating replaces it */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  rotated_at timestamp with time zone,
  revoked_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((name <> ''::text)),
  CHECK ((octet_length(token_hash) = 32))
);

CREATE INDEX calendar_feed_of_person ON public.calendar_feed USING btree (coalition_id, person_id);
ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON calendar_feed USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY own ON calendar_feed FOR SELECT USING ((token_hash = ( SELECT current_secret_hash() AS current_secret_hash)));
GRANT INSERT, SELECT, UPDATE ON calendar_feed TO keelson_apps;
GRANT SELECT (id, coalition_id) ON calendar_feed TO keelson_workers;

-- one value of a dimension
CREATE TABLE category (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  dimension_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  position integer NOT NULL,
  retired_at timestamp with time zone,
  UNIQUE (coalition_id, dimension_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, dimension_id) REFERENCES dimension(coalition_id, id)
);

ALTER TABLE category ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON category USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON category TO keelson_apps;
GRANT SELECT ON category TO keelson_workers;

-- values keep their category; figures of these periods count them in another one
CREATE TABLE category_merger (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  from_category_id uuid NOT NULL,
  into_category_id uuid NOT NULL,
  first_period_start date /* the first day that it governs; NULL from ever */,
  reason text NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL,
  UNIQUE (coalition_id, from_category_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, from_category_id) REFERENCES category(coalition_id, id),
  FOREIGN KEY (coalition_id, into_category_id) REFERENCES category(coalition_id, id),
  CHECK ((from_category_id <> into_category_id)),
  CHECK ((reason <> ''::text))
);

CREATE TRIGGER category_merger_is_append_only BEFORE DELETE OR UPDATE ON public.category_merger FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER category_merger_queues_figures_on_insert AFTER INSERT ON public.category_merger REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
ALTER TABLE category_merger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON category_merger USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON category_merger TO keelson_apps;
GRANT SELECT ON category_merger TO keelson_workers;

CREATE TABLE charter_acceptance (
  coalition_id uuid NOT NULL,
  version_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  person_id uuid NOT NULL,
  accepted_at timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id, version_id, organization_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, version_id) REFERENCES role_charter_version(coalition_id, id)
);

ALTER TABLE charter_acceptance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON charter_acceptance USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON charter_acceptance TO keelson_apps;
GRANT SELECT ON charter_acceptance TO keelson_workers;

-- a coalition that works by collective impact
CREATE TABLE coalition (
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  time_zone text NOT NULL,
  year_start_month smallint NOT NULL,
  figures_from text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  small_number_threshold integer NOT NULL DEFAULT 11 /* numbers of people from 1 to below it are not shown outside the backbone */,
  sharing text NOT NULL DEFAULT 'BY_MEMBERSHIP'::text /* what lets an audience see the coalition's totals: that it belongs to it, or only an agreement in force */,
  language text NOT NULL DEFAULT 'en'::text /* BCP 47: what its people write in, and are written to in unless they chose otherwise */,
  UNIQUE (code),
  PRIMARY KEY (id),
  CHECK (((small_number_threshold >= 3) AND (small_number_threshold <= 1000))),
  CHECK (((year_start_month >= 1) AND (year_start_month <= 12))),
  CHECK ((figures_from = ANY (ARRAY['APPROVED'::text, 'SUBMITTED'::text]))),
  CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text)),
  CHECK ((sharing = ANY (ARRAY['BY_MEMBERSHIP'::text, 'BY_AGREEMENT'::text])))
);

CREATE TRIGGER coalition_has_a_digest_clock AFTER INSERT ON public.coalition FOR EACH ROW EXECUTE FUNCTION start_digest_clock();
CREATE TRIGGER coalition_language_is_searched AFTER UPDATE ON public.coalition FOR EACH ROW WHEN (((stemmer_of((to_jsonb(old.*) ->> 'language'::text)))::oid IS DISTINCT FROM (stemmer_of((to_jsonb(new.*) ->> 'language'::text)))::oid)) EXECUTE FUNCTION index_coalition_anew();
CREATE TRIGGER coalition_plans_scorecard AFTER INSERT ON public.coalition FOR EACH ROW EXECUTE FUNCTION plan_scorecard();
CREATE TRIGGER coalition_queues_figures_on_update AFTER UPDATE ON public.coalition FOR EACH ROW WHEN ((((old.figures_from IS DISTINCT FROM new.figures_from) OR (old.time_zone IS DISTINCT FROM new.time_zone)) OR (old.year_start_month IS DISTINCT FROM new.year_start_month))) EXECUTE FUNCTION queue_all_figures('id');
ALTER TABLE coalition ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON coalition USING ((id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON coalition TO keelson_apps;
GRANT SELECT ON coalition TO keelson_workers;

-- a cell of breakdowns, such as one band of age and one sex; the total is one too
CREATE TABLE combination (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  key text NOT NULL /* sorted dimension=category pairs joined by ";"; empty for the total */,
  dimension_key text NOT NULL,
  cell jsonb NOT NULL /* the category by dimension, by their codes */,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, key),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE TRIGGER combination_queues_figures_on_update AFTER UPDATE ON public.combination FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION queue_all_figures('coalition_id');
ALTER TABLE combination ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON combination USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON combination TO keelson_apps;
GRANT INSERT, SELECT, UPDATE ON combination TO keelson_workers;

-- every coarser cell that a combination is a part of
CREATE TABLE combination_margin (
  coalition_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  margin_id uuid NOT NULL,
  PRIMARY KEY (combination_id, margin_id),
  FOREIGN KEY (coalition_id, combination_id) REFERENCES combination(coalition_id, id),
  FOREIGN KEY (coalition_id, margin_id) REFERENCES combination(coalition_id, id)
);

CREATE TRIGGER combination_margin_queues_figures_on_insert AFTER INSERT ON public.combination_margin REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_margins();
CREATE TRIGGER combination_margin_queues_figures_on_update AFTER UPDATE ON public.combination_margin FOR EACH ROW EXECUTE FUNCTION queue_all_figures('coalition_id');
ALTER TABLE combination_margin ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON combination_margin USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON combination_margin TO keelson_workers;
GRANT INSERT, SELECT, UPDATE ON combination_margin TO keelson_apps;

-- what category mergers make of a cell: every cell on its way, so many mergers away
CREATE TABLE combination_merger (
  coalition_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  into_id uuid NOT NULL,
  steps integer NOT NULL,
  first_period_start date,
  since timestamp with time zone NOT NULL /* a number written there later speaks of this cell too */,
  PRIMARY KEY (coalition_id, combination_id, into_id),
  FOREIGN KEY (coalition_id, combination_id) REFERENCES combination(coalition_id, id),
  FOREIGN KEY (coalition_id, into_id) REFERENCES combination(coalition_id, id),
  CHECK ((steps > 0))
);

CREATE TRIGGER combination_merger_is_append_only BEFORE DELETE OR UPDATE ON public.combination_merger FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER combination_merger_queues_figures_on_insert AFTER INSERT ON public.combination_merger REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_margins();
ALTER TABLE combination_merger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON combination_merger USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON combination_merger TO keelson_apps;
GRANT SELECT ON combination_merger TO keelson_workers;

-- what organizations gave their word to do, until when, and what came of it
CREATE TABLE commitment (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  description text,
  holder_organization_ids uuid[] NOT NULL,
  holder_names text[] NOT NULL DEFAULT '{}'::text[] /* who of the holders does it, as they wrote it; nothing is counted by it */,
  is_joint boolean NOT NULL /* two holders or more, one of them not the backbone organization */,
  accepted_organization_ids uuid[] NOT NULL DEFAULT '{}'::uuid[] /* the holders that accepted it */,
  counterpart_organization_id uuid,
  conversation_id uuid,
  activity_id uuid,
  decision_id uuid,
  body_decision_id uuid,
  asset_id uuid,
  amount numeric,
  unit text,
  due_on date NOT NULL,
  first_due_on date NOT NULL /* as it was offered; due_on is the one that holds */,
  state text NOT NULL,
  state_since timestamp with time zone NOT NULL DEFAULT now(),
  state_reason text,
  renegotiated_late boolean NOT NULL DEFAULT false /* the date was once moved after it had passed */,
  delivered_on date,
  delivered_by uuid /* the person who said so, and so does not confirm it */,
  confirmed_on date,
  strengthened text /* how it strengthened the counterpart, in the words of whoever confirmed it */,
  help_asked_at timestamp with time zone,
  help_text text,
  help_answered_at timestamp with time zone,
  help_answer text,
  overdue_announced_for date /* the due date after which its holders were told that it had passed */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, asset_id) REFERENCES asset(coalition_id, id),
  FOREIGN KEY (coalition_id, body_decision_id) REFERENCES body_decision(coalition_id, id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, counterpart_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, decision_id) REFERENCES decision(coalition_id, id),
  CHECK ((((help_asked_at IS NULL) = (help_text IS NULL)) AND ((help_answered_at IS NULL) = (help_answer IS NULL)))),
  CHECK (((NOT is_joint) OR (cardinality(holder_organization_ids) > 1))),
  CHECK (((help_answered_at IS NULL) OR (help_asked_at IS NOT NULL))),
  CHECK (((kind = 'RESOURCE'::text) OR ((asset_id IS NULL) AND (amount IS NULL)))),
  CHECK (((state <> 'RELEASED'::text) OR (state_reason IS NOT NULL))),
  CHECK (((state = 'CONFIRMED'::text) = (confirmed_on IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['DELIVERED'::text, 'CONFIRMED'::text])) = (delivered_on IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['OFFERED'::text, 'RELEASED'::text])) OR (accepted_organization_ids @> holder_organization_ids))),
  CHECK (((strengthened IS NULL) OR (state = 'CONFIRMED'::text))),
  CHECK (((unit IS NULL) OR (amount IS NOT NULL))),
  CHECK ((NOT (counterpart_organization_id = ANY (holder_organization_ids)))),
  CHECK ((accepted_organization_ids <@ holder_organization_ids)),
  CHECK ((amount >= (0)::numeric)),
  CHECK ((cardinality(holder_organization_ids) > 0)),
  CHECK ((kind = ANY (ARRAY['TASK'::text, 'RESOURCE'::text, 'LEADER_PRACTICE'::text, 'REPAIR'::text]))),
  CHECK ((state = ANY (ARRAY['OFFERED'::text, 'ACCEPTED'::text, 'IN_PROGRESS'::text, 'DELIVERED'::text, 'CONFIRMED'::text, 'RELEASED'::text])))
);

CREATE INDEX commitment_activity ON public.commitment USING btree (coalition_id, activity_id) WHERE (activity_id IS NOT NULL);
CREATE INDEX commitment_conversation ON public.commitment USING btree (coalition_id, conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX commitment_due ON public.commitment USING btree (coalition_id, due_on, id);
CREATE INDEX commitment_help ON public.commitment USING btree (coalition_id, help_asked_at) WHERE ((help_asked_at IS NOT NULL) AND (help_answered_at IS NULL));
CREATE INDEX commitment_holders ON public.commitment USING gin (holder_organization_ids);
CREATE INDEX commitment_overdue ON public.commitment USING btree (due_on) WHERE ((state = ANY (ARRAY['OFFERED'::text, 'ACCEPTED'::text, 'IN_PROGRESS'::text])) AND (overdue_announced_for IS DISTINCT FROM due_on));
CREATE TRIGGER commitment_is_found AFTER INSERT OR DELETE OR UPDATE OF title, description ON public.commitment FOR EACH ROW EXECUTE FUNCTION keep_search_entry('COMMITMENT', 'id');
ALTER TABLE commitment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON commitment USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON commitment FOR SELECT TO keelson_workers USING (((state = ANY (ARRAY['OFFERED'::text, 'ACCEPTED'::text, 'IN_PROGRESS'::text])) AND (overdue_announced_for IS DISTINCT FROM due_on) AND (due_on <= CURRENT_DATE)));
GRANT INSERT, SELECT, UPDATE ON commitment TO keelson_apps;
GRANT SELECT, UPDATE (overdue_announced_for) ON commitment TO keelson_workers;

-- that the due date of a commitment was moved, from when to when, and why; never changed
CREATE TABLE commitment_renegotiation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  commitment_id uuid NOT NULL,
  from_due_on date NOT NULL,
  to_due_on date NOT NULL,
  on_time boolean NOT NULL /* on or before the date that held until then, in the coalition's time zone */,
  reason text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, commitment_id) REFERENCES commitment(coalition_id, id),
  CHECK ((to_due_on <> from_due_on))
);

CREATE INDEX commitment_renegotiation_commitment ON public.commitment_renegotiation USING btree (coalition_id, commitment_id);
ALTER TABLE commitment_renegotiation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON commitment_renegotiation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON commitment_renegotiation TO keelson_apps;
GRANT SELECT ON commitment_renegotiation TO keelson_workers;

CREATE TABLE community_input (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL,
  text text NOT NULL,
  group_id uuid,
  agenda_id uuid,
  contact text,
  received_on date NOT NULL,
  recorded_by uuid /* null for who said it without an account */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  disposition text,
  reason text,
  you_said text,
  disposed_by uuid,
  disposed_at timestamp with time zone,
  reply text,
  replied_by uuid,
  replied_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id),
  CHECK ((((disposition IS NULL) = (disposed_at IS NULL)) AND ((disposition IS NULL) = (reason IS NULL)))),
  CHECK (((disposition IS DISTINCT FROM 'NOT_ADOPTED'::text) OR (length(reason) >= 20))),
  CHECK (((reply IS NULL) = (replied_at IS NULL))),
  CHECK ((channel = ANY (ARRAY['MEETING'::text, 'FORM'::text, 'PHONE'::text, 'PAPER'::text, 'INTERVIEW'::text]))),
  CHECK ((disposition = ANY (ARRAY['ADOPTED'::text, 'ADAPTED'::text, 'NOT_ADOPTED'::text]))),
  CHECK ((kind = ANY (ARRAY['WHAT_MATTERS'::text, 'VALUE'::text, 'INTEREST'::text, 'CONCERN'::text, 'IDEA'::text])))
);

CREATE INDEX community_input_answered ON public.community_input USING btree (coalition_id, disposed_at, id) WHERE (you_said IS NOT NULL);
CREATE INDEX community_input_heard ON public.community_input USING btree (coalition_id, group_id, received_on);
CREATE INDEX community_input_received ON public.community_input USING btree (coalition_id, received_on, id);
CREATE INDEX community_input_unanswered ON public.community_input USING btree (coalition_id, received_on) WHERE (replied_at IS NULL);
ALTER TABLE community_input ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON community_input USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON community_input TO keelson_apps;
GRANT SELECT ON community_input TO keelson_workers;

-- a meeting, call, message or visit
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
  kind text NOT NULL DEFAULT 'ROUTINE'::text,
  time_zone text NOT NULL,
  body_id uuid,
  access_plan text,
  notes_at timestamp with time zone /* when the notes were first there */,
  publish_on date,
  published_at timestamp with time zone /* since when the notes stand and are not changed any more */,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  FOREIGN KEY (coalition_id, body_id) REFERENCES body(coalition_id, id),
  CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  CHECK (((cancelled_at IS NULL) OR (notes_at IS NULL))),
  CHECK (((notes IS NULL) = (notes_at IS NULL))),
  CHECK (((published_at IS NULL) OR (notes_at IS NOT NULL))),
  CHECK ((channel = ANY (ARRAY['MEETING'::text, 'CALL'::text, 'MESSAGE'::text, 'VISIT'::text]))),
  CHECK ((kind = ANY (ARRAY['ROUTINE'::text, 'SUSTAINING'::text, 'POWER'::text, 'SENSEMAKING'::text, 'CELEBRATION'::text, 'REPAIR'::text, 'ONE_TO_ONE'::text])))
);

CREATE INDEX conversation_body ON public.conversation USING btree (coalition_id, body_id) WHERE (body_id IS NOT NULL);
CREATE INDEX conversation_held ON public.conversation USING btree (coalition_id, held_at, id);
CREATE INDEX conversation_kind ON public.conversation USING btree (coalition_id, kind, held_at);
CREATE INDEX conversation_without_notes ON public.conversation USING btree (coalition_id, held_at) WHERE ((notes_at IS NULL) AND (cancelled_at IS NULL));
CREATE TRIGGER conversation_is_found AFTER INSERT OR DELETE OR UPDATE ON public.conversation FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'id');
ALTER TABLE conversation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON conversation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON conversation TO keelson_apps;
GRANT SELECT ON conversation TO keelson_workers;

-- which activities a conversation was about
CREATE TABLE conversation_activity (
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  changed boolean NOT NULL DEFAULT false /* whether the conversation led to a change of the activity */,
  PRIMARY KEY (coalition_id, conversation_id, activity_id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id)
);

CREATE INDEX conversation_activity_activity ON public.conversation_activity USING btree (coalition_id, activity_id);
ALTER TABLE conversation_activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON conversation_activity USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON conversation_activity TO keelson_apps;
GRANT SELECT ON conversation_activity TO keelson_workers;

-- which organizations hosted a conversation
CREATE TABLE conversation_host (
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  PRIMARY KEY (coalition_id, conversation_id, organization_id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id)
);

CREATE INDEX conversation_host_organization ON public.conversation_host USING btree (coalition_id, organization_id);
ALTER TABLE conversation_host ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON conversation_host USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON conversation_host TO keelson_apps;
GRANT SELECT ON conversation_host TO keelson_workers;

-- how many people of a stakeholder group were in a conversation, and how often they spoke; never by person
CREATE TABLE conversation_voice (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  group_id uuid NOT NULL,
  present integer NOT NULL,
  turns integer,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, conversation_id, group_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id),
  CHECK (((present > 0) OR (COALESCE(turns, 0) = 0))),
  CHECK ((present >= 0)),
  CHECK ((turns >= 0))
);

CREATE INDEX conversation_voice_group ON public.conversation_voice USING btree (coalition_id, group_id);
ALTER TABLE conversation_voice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON conversation_voice USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON conversation_voice TO keelson_apps;
GRANT SELECT ON conversation_voice TO keelson_workers;

-- a change to values that were approved already: proposed, then approved or rejected
CREATE TABLE correction (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  values jsonb NOT NULL /* the cells as they should be */,
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
ALTER TABLE correction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON correction USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON correction TO keelson_apps;
GRANT SELECT ON correction TO keelson_workers;

-- what was decided in a conversation, and why; never changed, only superseded
CREATE TABLE decision (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  text text NOT NULL,
  why text NOT NULL,
  decided_on date NOT NULL,
  review_on date /* when to look at it again: as it was decided, or as its last review said */,
  supersedes_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  affects text,
  affected_represented boolean /* whether those whom it affects most were represented */,
  dissent text,
  activity_ids uuid[] NOT NULL DEFAULT '{}'::uuid[] /* the activities that it changes */,
  reviewed_at timestamp with time zone /* the last review; what it found stands in decision_review */,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, supersedes_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, supersedes_id) REFERENCES decision(coalition_id, id),
  CHECK ((review_on > decided_on)),
  CHECK ((supersedes_id <> id))
);

CREATE INDEX decision_activities ON public.decision USING gin (activity_ids);
CREATE INDEX decision_conversation ON public.decision USING btree (coalition_id, conversation_id);
CREATE INDEX decision_decided ON public.decision USING btree (coalition_id, decided_on, id);
CREATE INDEX decision_review_on ON public.decision USING btree (coalition_id, review_on) WHERE (review_on IS NOT NULL);
CREATE TRIGGER decision_is_found AFTER INSERT OR DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION keep_search_entry('DECISION', 'id');
CREATE TRIGGER decision_is_immutable BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION keep_decision();
ALTER TABLE decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON decision USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (review_on, reviewed_at) ON decision TO keelson_apps;
GRANT SELECT ON decision TO keelson_workers;

-- what was found when the coalition looked at a decision again
CREATE TABLE decision_review (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  findings text NOT NULL,
  due_on date /* when the review was due */,
  next_review_on date,
  reviewed_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, decision_id) REFERENCES decision(coalition_id, id)
);

CREATE INDEX decision_review_decision ON public.decision_review USING btree (coalition_id, decision_id);
CREATE TRIGGER decision_review_is_append_only BEFORE DELETE OR UPDATE ON public.decision_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE decision_review ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON decision_review USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON decision_review TO keelson_apps;
GRANT SELECT ON decision_review TO keelson_workers;

-- what an organization that was in a conversation saw otherwise than its notes; never changed
CREATE TABLE differing_note (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  person_id uuid NOT NULL,
  text text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id)
);

CREATE INDEX differing_note_conversation ON public.differing_note USING btree (coalition_id, conversation_id);
CREATE TRIGGER differing_note_is_append_only BEFORE DELETE OR UPDATE ON public.differing_note FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER differing_note_is_found AFTER INSERT OR DELETE OR UPDATE ON public.differing_note FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'conversation_id');
ALTER TABLE differing_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON differing_note USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON differing_note TO keelson_apps;
GRANT SELECT ON differing_note TO keelson_workers;

-- what a member was told of one week, decided by what they might see when it was compiled
CREATE TABLE digest (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  week date NOT NULL /* the Monday on which the week that it tells of began, in the member's time zone */,
  language text NOT NULL,
  content jsonb /* {sections: [{part, items, more}]}; null: looked at, and there was nothing to tell */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, person_id, week),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((EXTRACT(isodow FROM week) = (1)::numeric))
);

CREATE TRIGGER digest_is_append_only BEFORE DELETE OR UPDATE ON public.digest FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE digest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON digest USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON digest TO keelson_workers;
GRANT SELECT ON digest TO keelson_apps;

-- when a worker looks next whose Monday has come in a coalition; whoever holds the row compiles
CREATE TABLE digest_clock (
  coalition_id uuid NOT NULL,
  next_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (coalition_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE INDEX digest_clock_due ON public.digest_clock USING btree (next_at);
ALTER TABLE digest_clock ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON digest_clock USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON digest_clock FOR SELECT TO keelson_workers USING ((next_at <= now()));
GRANT INSERT, SELECT ON digest_clock TO keelson_apps;
GRANT SELECT, UPDATE (next_at) ON digest_clock TO keelson_workers;

-- what measures are broken down by, such as age
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

ALTER TABLE dimension ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON dimension USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON dimension TO keelson_apps;
GRANT SELECT ON dimension TO keelson_workers;

-- what an audience was newly shown of a measure, and what was newly hidden from it: what was received can't be taken back
CREATE TABLE disclosure (
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  audience text NOT NULL,
  year_start date NOT NULL,
  number integer NOT NULL /* counts from 1; two decisions at once take the same number, and one of them is made again */,
  report_id uuid /* the report that showed it; null for figures that were computed when they were asked for */,
  threshold integer NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  facts jsonb NOT NULL /* [frequency, first day, combination key, shown, number, denominator] */,
  PRIMARY KEY (coalition_id, measure_id, audience, year_start, number),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK ((audience = ANY (ARRAY['COALITION'::text, 'FUNDERS'::text, 'PUBLIC'::text])))
);

CREATE TRIGGER disclosure_is_append_only BEFORE DELETE OR UPDATE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE disclosure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON disclosure USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON disclosure TO keelson_apps;
GRANT SELECT ON disclosure TO keelson_workers;

-- which figures a write has touched and nobody has recomputed; without foreign keys, which would double its cost
CREATE TABLE figure_queue (
  id bigint NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid /* NULL for every measure */,
  frequency text /* of the measures; NULL for every one */,
  day date /* by which the collected period lies in a longer one: its first day, of a week its Thursday; NULL for every period */,
  submitted boolean NOT NULL DEFAULT false /* of no matter while the figures of the coalition come from APPROVED */,
  queued_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (id)
);

CREATE INDEX figure_queue_coalition ON public.figure_queue USING btree (coalition_id);
ALTER TABLE figure_queue ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON figure_queue USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON figure_queue FOR SELECT TO keelson_workers USING (true);
GRANT DELETE, INSERT, SELECT ON figure_queue TO keelson_workers;
GRANT INSERT, SELECT ON figure_queue TO keelson_apps;

-- the figures as the one statement computes them; good only for what figure_rollup_year names and figure_queue does not
CREATE TABLE figure_rollup (
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text NOT NULL,
  period_start date NOT NULL,
  combination_id uuid,
  cell jsonb NOT NULL,
  value numeric,
  low numeric,
  high numeric,
  numerator numeric,
  denominator numeric,
  organizations_reported integer NOT NULL,
  organizations_expected integer NOT NULL,
  cells_reported integer NOT NULL,
  cells_expected integer NOT NULL,
  non_values jsonb NOT NULL,
  target numeric,
  baseline numeric,
  progress numeric,
  status text NOT NULL,
  derived boolean NOT NULL,
  version integer NOT NULL,
  comparability text NOT NULL,
  picked boolean NOT NULL,
  UNIQUE NULLS NOT DISTINCT (coalition_id, measure_id, frequency, period_start, combination_id)
);

ALTER TABLE figure_rollup ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON figure_rollup USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT ON figure_rollup TO keelson_workers;
GRANT SELECT ON figure_rollup TO keelson_apps;

-- the years whose figures of this frequency are all in figure_rollup
CREATE TABLE figure_rollup_year (
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text NOT NULL,
  year_start date NOT NULL,
  rolled_up_at timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id, measure_id, frequency, year_start)
);

ALTER TABLE figure_rollup_year ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON figure_rollup_year USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON figure_rollup_year TO keelson_workers;
GRANT SELECT ON figure_rollup_year TO keelson_apps;

-- what a member wants to hear of beside what their organizations do and report
CREATE TABLE follow (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  activity_id uuid,
  measure_id uuid,
  goal_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE NULLS NOT DISTINCT (coalition_id, person_id, activity_id, measure_id, goal_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, goal_id) REFERENCES goal(coalition_id, id) ON DELETE CASCADE,
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((num_nonnulls(activity_id, measure_id, goal_id) = 1))
);

CREATE INDEX follow_activity ON public.follow USING btree (coalition_id, activity_id) WHERE (activity_id IS NOT NULL);
CREATE INDEX follow_goal ON public.follow USING btree (coalition_id, goal_id) WHERE (goal_id IS NOT NULL);
CREATE INDEX follow_measure ON public.follow USING btree (coalition_id, measure_id) WHERE (measure_id IS NOT NULL);
ALTER TABLE follow ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON follow USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT ON follow TO keelson_apps;
GRANT SELECT ON follow TO keelson_workers;

-- a goal of a version of the common agenda
CREATE TABLE goal (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  code text NOT NULL,
  statement text NOT NULL,
  horizon text,
  position integer NOT NULL,
  population text,
  task text,
  task_due date,
  UNIQUE (coalition_id, agenda_id, code),
  UNIQUE (coalition_id, agenda_id, id),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda(coalition_id, id),
  CHECK (((task IS NULL) = (task_due IS NULL)))
);

CREATE INDEX goal_code ON public.goal USING btree (coalition_id, code);
CREATE TRIGGER goal_is_found AFTER INSERT OR DELETE OR UPDATE ON public.goal FOR EACH ROW EXECUTE FUNCTION keep_search_entry('GOAL', 'id');
CREATE TRIGGER goal_is_kept BEFORE INSERT OR DELETE OR UPDATE ON public.goal FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();
ALTER TABLE goal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON goal USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON goal TO keelson_apps;
GRANT SELECT ON goal TO keelson_workers;

-- the categories of dimensions in which figures show a stakeholder group
CREATE TABLE group_category (
  coalition_id uuid NOT NULL,
  group_id uuid NOT NULL,
  category_id uuid NOT NULL,
  PRIMARY KEY (coalition_id, group_id, category_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, category_id) REFERENCES category(coalition_id, id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id)
);

ALTER TABLE group_category ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON group_category USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT ON group_category TO keelson_apps;
GRANT SELECT ON group_category TO keelson_workers;

CREATE TABLE group_representative (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  group_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  basis text NOT NULL,
  from_date date NOT NULL,
  to_date date,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((from_date <= to_date))
);

CREATE INDEX group_representative_organization ON public.group_representative USING btree (coalition_id, organization_id);
CREATE UNIQUE INDEX group_representative_open ON public.group_representative USING btree (coalition_id, group_id, organization_id) WHERE (to_date IS NULL);
ALTER TABLE group_representative ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON group_representative USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON group_representative TO keelson_apps;
GRANT SELECT ON group_representative TO keelson_workers;

CREATE TABLE idempotency_key (
  owner_id uuid NOT NULL,
  key text NOT NULL,
  content_hash bytea NOT NULL,
  answer jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, key)
);

CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (created_at);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY forget ON idempotency_key TO keelson_workers USING ((created_at < (now() - '7 days'::interval)));
CREATE POLICY own ON idempotency_key USING ((owner_id = COALESCE(( SELECT current_key_id() AS current_key_id), ( SELECT current_person_id() AS current_person_id)))) WITH CHECK ((owner_id = COALESCE(( SELECT current_key_id() AS current_key_id), ( SELECT current_person_id() AS current_person_id))));
GRANT DELETE, SELECT ON idempotency_key TO keelson_workers;
GRANT INSERT, SELECT, UPDATE ON idempotency_key TO keelson_apps;

-- what was learnt, in at most 150 words, and the one practice that it leads to
CREATE TABLE insight (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  written_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  organization_id uuid /* who says it; null for the backbone */,
  text text NOT NULL,
  practice text NOT NULL,
  withdrawn_at timestamp with time zone,
  withdrawn_on date,
  withdrawn_by uuid,
  withdrawal_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((btrim(practice) <> ''::text)),
  CHECK ((btrim(text) <> ''::text)),
  CHECK ((num_nonnulls(withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 4])))
);

CREATE INDEX insight_organization ON public.insight USING btree (coalition_id, organization_id);
CREATE TRIGGER insight_is_found AFTER INSERT OR DELETE OR UPDATE ON public.insight FOR EACH ROW EXECUTE FUNCTION keep_search_entry('INSIGHT', 'id');
ALTER TABLE insight ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON insight USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) ON insight TO keelson_apps;
GRANT SELECT ON insight TO keelson_workers;

CREATE TABLE invitation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  organization_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  token_hash bytea NOT NULL /* SHA-256 of the 256 random bits in the link; renewing replaces it */,
  invited_by uuid NOT NULL /* whose word the link is: who sent it, or renewed it last */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone,
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (accepted_by) REFERENCES person(id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (invited_by) REFERENCES person(id),
  CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
  CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL))),
  CHECK (((role = 'PARTNER'::text) = (cardinality(organization_ids) > 0))),
  CHECK ((email = lower(email))),
  CHECK ((octet_length(token_hash) = 32)),
  CHECK ((role = ANY (ARRAY['BACKBONE'::text, 'PARTNER'::text, 'FUNDER'::text, 'OBSERVER'::text])))
);

CREATE INDEX invitation_coalition ON public.invitation USING btree (coalition_id, id);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON invitation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY own ON invitation FOR SELECT USING ((token_hash = ( SELECT decode(NULLIF(current_setting('app.secret_hash'::text, true), ''::text), 'hex'::text) AS decode)));
GRANT INSERT, SELECT, UPDATE ON invitation TO keelson_apps;
GRANT SELECT (id, coalition_id) ON invitation TO keelson_workers;

CREATE TABLE mail (
  id uuid NOT NULL,
  coalition_id uuid /* null for what concerns a person alone */,
  person_id uuid,
  kind text NOT NULL,
  address text NOT NULL,
  facts jsonb NOT NULL,
  sealed bytea /* the token of the link that it carries, under a key that follows from KEELSON_SECRET; gone once it is settled */,
  state text NOT NULL /* HANDED_OVER: the server was given it and has not said whether it took it; never given again */,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  next_attempt_at timestamp with time zone,
  settled_at timestamp with time zone,
  failure text,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK (((settled_at IS NULL) OR (sealed IS NULL))),
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['PENDING'::text, 'HANDED_OVER'::text])) = (next_attempt_at IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['SENT'::text, 'FAILED'::text])) = (settled_at IS NOT NULL))),
  CHECK ((kind ~ '^[A-Z]+(_[A-Z]+)*$'::text)),
  CHECK ((state = ANY (ARRAY['PENDING'::text, 'HANDED_OVER'::text, 'SENT'::text, 'FAILED'::text])))
);

CREATE INDEX mail_due ON public.mail USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['PENDING'::text, 'HANDED_OVER'::text]));
CREATE INDEX mail_of_coalition ON public.mail USING btree (coalition_id, id);
CREATE INDEX mail_settled ON public.mail USING btree (settled_at);
ALTER TABLE mail ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON mail USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY forget ON mail TO keelson_workers USING ((settled_at < (now() - '30 days'::interval)));
CREATE POLICY of_nobody ON mail FOR INSERT TO keelson_apps WITH CHECK ((coalition_id IS NULL));
CREATE POLICY of_persons ON mail TO keelson_workers USING ((coalition_id IS NULL)) WITH CHECK ((coalition_id IS NULL));
CREATE POLICY sweep ON mail FOR SELECT TO keelson_workers USING ((state = ANY (ARRAY['PENDING'::text, 'HANDED_OVER'::text])));
GRANT DELETE, INSERT, SELECT, UPDATE ON mail TO keelson_workers;
GRANT INSERT, SELECT ON mail TO keelson_apps;

-- a shared measure; what it means at a time stands in measure_version
CREATE TABLE measure (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  level text NOT NULL /* POPULATION: how people are; PERFORMANCE: what the work does */,
  aspect text,
  direction text NOT NULL,
  frequency text NOT NULL,
  goal_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  catalogue_references jsonb NOT NULL DEFAULT '[]'::jsonb,
  retired_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  calculated boolean NOT NULL DEFAULT false /* nobody reports it: every version of it has an expression */,
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((aspect = ANY (ARRAY['HOW_MUCH'::text, 'HOW_WELL'::text, 'BETTER_OFF'::text]))),
  CHECK ((direction = ANY (ARRAY['INCREASE'::text, 'DECREASE'::text, 'MAINTAIN'::text, 'NONE'::text]))),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((level = ANY (ARRAY['POPULATION'::text, 'PERFORMANCE'::text])))
);

CREATE TRIGGER measure_queues_figures_on_delete AFTER DELETE ON public.measure REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('id');
CREATE TRIGGER measure_queues_figures_on_insert AFTER INSERT ON public.measure REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('id');
CREATE TRIGGER measure_queues_figures_on_update AFTER UPDATE ON public.measure REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('id');
ALTER TABLE measure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measure USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON measure TO keelson_apps;
GRANT SELECT ON measure TO keelson_workers;

-- frozen and dated: a new one is added, never edited
CREATE TABLE measure_forecast (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  number integer NOT NULL,
  method text NOT NULL,
  frequency text NOT NULL,
  first_start date NOT NULL,
  last_start date NOT NULL,
  points jsonb NOT NULL,
  slope numeric NOT NULL,
  intercept numeric NOT NULL /* the line in the year of first_start; slope is its step per year */,
  lowest numeric /* lowest and highest are the measure's range; NULL where it has no end */,
  highest numeric,
  tolerance numeric,
  reason text,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL,
  UNIQUE (coalition_id, measure_id, number),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK ((frequency = 'YEAR'::text)),
  CHECK ((jsonb_typeof(points) = 'array'::text)),
  CHECK ((last_start > first_start)),
  CHECK ((method = 'LEAST_SQUARES'::text)),
  CHECK ((number > 0)),
  CHECK ((tolerance >= (0)::numeric))
);

CREATE TRIGGER measure_forecast_is_append_only BEFORE DELETE OR UPDATE ON public.measure_forecast FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE measure_forecast ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measure_forecast USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON measure_forecast TO keelson_apps;
GRANT SELECT ON measure_forecast TO keelson_workers;

-- what the expression of a version names, calculated measures too
CREATE TABLE measure_operand (
  coalition_id uuid NOT NULL,
  measure_version_id uuid NOT NULL,
  position integer NOT NULL,
  operand_id uuid NOT NULL,
  treat_missing_as text,
  UNIQUE (coalition_id, measure_version_id, operand_id),
  PRIMARY KEY (measure_version_id, "position"),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_version_id) REFERENCES measure_version(coalition_id, id),
  FOREIGN KEY (coalition_id, operand_id) REFERENCES measure(coalition_id, id),
  CHECK ((treat_missing_as = 'ZERO'::text))
);

ALTER TABLE measure_operand ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measure_operand USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON measure_operand TO keelson_apps;
GRANT SELECT ON measure_operand TO keelson_workers;

-- a definition of a measure: what is counted, in which unit, and how it adds up
CREATE TABLE measure_version (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  number integer NOT NULL,
  first_period_start date,
  number_kind text NOT NULL /* COUNT and AMOUNT have a value, RATIO a numerator and a denominator, CALCULATED an expression */,
  factor integer NOT NULL /* what a ratio is multiplied by: 100 for a percentage */,
  unit text NOT NULL,
  of_people boolean NOT NULL /* whether it counts people: small numbers are then not shown */,
  time_rule text NOT NULL /* how the numbers of periods make that of a longer one */,
  denominator_time_rule text NOT NULL /* how the denominators of periods make that of a longer one */,
  partner_rule text NOT NULL /* how the numbers of organizations make the figure of the coalition */,
  comparability text NOT NULL,
  bridge_factor numeric,
  reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  overlap text NOT NULL DEFAULT 'NONE'::text /* whether two partners may count the same person */,
  expression text /* over the codes of its operands, as it was written */,
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, measure_id, number),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((comparability = 'BRIDGED'::text) = (bridge_factor IS NOT NULL))),
  CHECK (((number_kind = 'CALCULATED'::text) = (expression IS NOT NULL))),
  CHECK (((overlap = 'NONE'::text) OR ((partner_rule = 'SUM'::text) AND (number_kind = ANY (ARRAY['COUNT'::text, 'RATIO'::text]))))),
  CHECK ((comparability = ANY (ARRAY['COMPARABLE'::text, 'BRIDGED'::text, 'BREAK'::text]))),
  CHECK ((denominator_time_rule = ANY (ARRAY['SUM'::text, 'LAST'::text, 'FIRST'::text, 'AVERAGE'::text, 'MIN'::text, 'MAX'::text]))),
  CHECK ((factor = ANY (ARRAY[1, 100, 1000, 10000, 100000]))),
  CHECK ((number_kind = ANY (ARRAY['COUNT'::text, 'AMOUNT'::text, 'RATIO'::text, 'CALCULATED'::text]))),
  CHECK ((overlap = ANY (ARRAY['NONE'::text, 'POSSIBLE'::text]))),
  CHECK ((partner_rule = ANY (ARRAY['SUM'::text, 'MIN'::text, 'MAX'::text, 'MEDIAN'::text, 'AVERAGE'::text]))),
  CHECK ((time_rule = ANY (ARRAY['SUM'::text, 'LAST'::text, 'FIRST'::text, 'AVERAGE'::text, 'MIN'::text, 'MAX'::text])))
);

CREATE TRIGGER measure_version_queues_figures_on_delete AFTER DELETE ON public.measure_version REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER measure_version_queues_figures_on_insert AFTER INSERT ON public.measure_version REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER measure_version_queues_figures_on_update AFTER UPDATE ON public.measure_version REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE measure_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measure_version USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON measure_version TO keelson_apps;
GRANT SELECT ON measure_version TO keelson_workers;

-- the latest number, or the reason why there is none, of one organization, period, measure and cell
CREATE TABLE measurement (
  submission_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  revision integer NOT NULL,
  number numeric /* the value of a COUNT or AMOUNT, the numerator of a RATIO */,
  denominator numeric,
  non_value text /* why there is no number; a missing number is never zero */,
  reason text,
  PRIMARY KEY (submission_id, measure_id, combination_id),
  FOREIGN KEY (coalition_id, submission_id) REFERENCES submission(coalition_id, id),
  CHECK (((number IS NULL) = (non_value IS NOT NULL))),
  CHECK ((non_value = ANY (ARRAY['NOT_COLLECTED'::text, 'NOT_APPLICABLE'::text, 'DECLINED'::text, 'SUPPRESSED_AT_SOURCE'::text])))
);

CREATE INDEX measurement_non_value ON public.measurement USING btree (coalition_id, measure_id) WHERE (non_value IS NOT NULL);
CREATE TRIGGER measurement_queues_figures_on_delete AFTER DELETE ON public.measurement REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_cells();
CREATE TRIGGER measurement_queues_figures_on_insert AFTER INSERT ON public.measurement REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_cells();
CREATE TRIGGER measurement_queues_figures_on_update AFTER UPDATE ON public.measurement REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_cells();
ALTER TABLE measurement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measurement USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON measurement TO keelson_apps;
GRANT INSERT, SELECT, UPDATE ON measurement TO keelson_workers;

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
  call text /* the one call that answered for a whole period; NULL: value by value */,
  written_as bigint NOT NULL DEFAULT nextval('write_number'::regclass) /* counts writes up, but those of two transactions in any order */,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id() /* the transaction that wrote it: who has a smaller number may have come later */,
  written_on bigint NOT NULL DEFAULT server_identifier() /* the server whose transactions are counted so */,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((call = ANY (ARRAY['CONFIRM_UNCHANGED'::text, 'DECLINE_TO_REPORT'::text]))),
  CHECK ((through = ANY (ARRAY['API'::text, 'FILE'::text, 'CORRECTION'::text])))
);

ALTER TABLE measurement_batch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measurement_batch USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON measurement_batch TO keelson_apps;
GRANT INSERT, SELECT ON measurement_batch TO keelson_workers;

-- every number that ever stood in measurement, by revision
CREATE TABLE measurement_revision (
  submission_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  combination_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  revision integer NOT NULL,
  number numeric,
  denominator numeric,
  non_value text /* why there is no number; a missing number is never zero */,
  reason text,
  PRIMARY KEY (submission_id, measure_id, combination_id, revision)
);

CREATE TRIGGER measurement_revision_is_append_only BEFORE DELETE OR UPDATE ON public.measurement_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE measurement_revision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON measurement_revision USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON measurement_revision TO keelson_apps;
GRANT INSERT, SELECT ON measurement_revision TO keelson_workers;

-- from when to when an organization belongs to the coalition, and as what
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
CREATE TRIGGER membership_queues_figures_on_delete AFTER DELETE ON public.membership REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
CREATE TRIGGER membership_queues_figures_on_insert AFTER INSERT ON public.membership REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
CREATE TRIGGER membership_queues_figures_on_update AFTER UPDATE ON public.membership REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
ALTER TABLE membership ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON membership USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON membership TO keelson_apps;
GRANT SELECT ON membership TO keelson_workers;

-- a point that an activity wants to reach by a day
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
ALTER TABLE milestone ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON milestone USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON milestone TO keelson_apps;
GRANT SELECT ON milestone TO keelson_workers;

-- what somebody does not want to be written; everything else is
CREATE TABLE notice_refusal (
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  refused_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (coalition_id, person_id, kind),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((kind ~ '^[A-Z]+(_[A-Z]+)*$'::text))
);

ALTER TABLE notice_refusal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON notice_refusal USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT ON notice_refusal TO keelson_apps;
GRANT SELECT ON notice_refusal TO keelson_workers;

-- an organization of the coalition
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

CREATE TRIGGER organization_is_found AFTER INSERT OR DELETE OR UPDATE ON public.organization FOR EACH ROW EXECUTE FUNCTION keep_search_entry('ORGANIZATION', 'id');
ALTER TABLE organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON organization USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON organization TO keelson_apps;
GRANT SELECT ON organization TO keelson_workers;

-- that one organization went on as another
CREATE TABLE organization_merger (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  predecessor_id uuid NOT NULL,
  successor_id uuid NOT NULL,
  date date NOT NULL /* the first day of the successor: numbers of periods that start before it are the predecessor's */,
  reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  made_by uuid /* NULL for those of the time before it was kept */,
  ended_memberships jsonb NOT NULL DEFAULT '[]'::jsonb /* the predecessor's that the merger ended, with the last day that they had before: [{"id", "to"}] */,
  reversed_at timestamp with time zone /* from then on it is as if it had never been */,
  reversed_by uuid,
  reversal_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, predecessor_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, successor_id) REFERENCES organization(coalition_id, id),
  CHECK ((jsonb_typeof(ended_memberships) = 'array'::text)),
  CHECK ((num_nulls(reversed_at, reversed_by, reversal_reason) = ANY (ARRAY[0, 3]))),
  CHECK ((predecessor_id <> successor_id)),
  CHECK ((reversal_reason <> ''::text))
);

CREATE INDEX organization_merger_successor ON public.organization_merger USING btree (coalition_id, successor_id) WHERE (reversed_at IS NULL);
CREATE UNIQUE INDEX organization_merger_once ON public.organization_merger USING btree (coalition_id, predecessor_id) WHERE (reversed_at IS NULL);
CREATE TRIGGER organization_merger_queues_figures_on_delete AFTER DELETE ON public.organization_merger REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
CREATE TRIGGER organization_merger_queues_figures_on_insert AFTER INSERT ON public.organization_merger REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
CREATE TRIGGER organization_merger_queues_figures_on_update AFTER UPDATE ON public.organization_merger REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('NULL');
ALTER TABLE organization_merger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON organization_merger USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON organization_merger TO keelson_apps;
GRANT SELECT ON organization_merger TO keelson_workers;

-- what somebody from outside was asked, or said, about an activity
CREATE TABLE outside_perspective (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  skipped_at timestamp with time zone,
  skip_reason text,
  from_whom text,
  text text,
  received_at timestamp with time zone,
  disposition text,
  what_changed text,
  disposed_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  CHECK ((((disposition IS NULL) = (disposed_at IS NULL)) AND ((disposition IS NULL) = (what_changed IS NULL)))),
  CHECK ((((from_whom IS NULL) = (received_at IS NULL)) AND ((text IS NULL) = (received_at IS NULL)))),
  CHECK (((disposition IS NULL) OR (received_at IS NOT NULL))),
  CHECK (((skipped_at IS NULL) OR (received_at IS NULL))),
  CHECK ((disposition = ANY (ARRAY['USED'::text, 'PARTLY'::text, 'NOT_USED'::text])))
);

CREATE INDEX outside_perspective_activity ON public.outside_perspective USING btree (coalition_id, activity_id, asked_at);
CREATE UNIQUE INDEX outside_perspective_open ON public.outside_perspective USING btree (coalition_id, activity_id) WHERE ((skipped_at IS NULL) AND (received_at IS NULL));
ALTER TABLE outside_perspective ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON outside_perspective USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON outside_perspective TO keelson_apps;
GRANT SELECT ON outside_perspective TO keelson_workers;

-- a later one supersedes; none is ever changed
CREATE TABLE overlap_resolution (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text NOT NULL,
  first_period_start date NOT NULL,
  last_period_start date NOT NULL,
  method text NOT NULL,
  rate numeric,
  exact numeric,
  signed_by text NOT NULL,
  signed_on date NOT NULL,
  source text NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  CHECK (((method <> 'EXACT'::text) OR (first_period_start = last_period_start))),
  CHECK (((method = 'EXACT'::text) = (exact IS NOT NULL))),
  CHECK (((method = 'RATE'::text) = (rate IS NOT NULL))),
  CHECK (((rate >= (0)::numeric) AND (rate <= (1)::numeric))),
  CHECK ((exact >= (0)::numeric)),
  CHECK ((first_period_start <= last_period_start)),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((method = ANY (ARRAY['SUM'::text, 'MAX'::text, 'RATE'::text, 'EXACT'::text]))),
  CHECK ((signed_by <> ''::text)),
  CHECK ((source <> ''::text))
);

CREATE INDEX overlap_resolution_coalition_id_measure_id_frequency_idx ON public.overlap_resolution USING btree (coalition_id, measure_id, frequency);
CREATE TRIGGER overlap_resolution_is_append_only BEFORE DELETE OR UPDATE ON public.overlap_resolution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER overlap_resolution_queues_figures_on_delete AFTER DELETE ON public.overlap_resolution REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER overlap_resolution_queues_figures_on_insert AFTER INSERT ON public.overlap_resolution REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER overlap_resolution_queues_figures_on_update AFTER UPDATE ON public.overlap_resolution REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE overlap_resolution ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON overlap_resolution USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON overlap_resolution TO keelson_apps;
GRANT SELECT ON overlap_resolution TO keelson_workers;

-- which organizations took part in a conversation, with how many people
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
CREATE TRIGGER participant_is_found AFTER INSERT OR DELETE OR UPDATE ON public.participant FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'conversation_id');
ALTER TABLE participant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON participant USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON participant TO keelson_apps;
GRANT SELECT ON participant TO keelson_workers;

CREATE TABLE password_reset (
  token_hash bytea NOT NULL /* SHA-256 of the 256 random bits in the link */,
  person_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((octet_length(token_hash) = 32))
);

CREATE INDEX password_reset_person ON public.password_reset USING btree (person_id);
ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY forget ON password_reset TO keelson_workers USING ((expires_at < (now() - '1 day'::interval)));
CREATE POLICY own ON password_reset USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
CREATE POLICY shown ON password_reset FOR SELECT USING ((token_hash = ( SELECT current_secret_hash() AS current_secret_hash)));
GRANT DELETE, SELECT ON password_reset TO keelson_workers;
GRANT INSERT, SELECT, UPDATE ON password_reset TO keelson_apps;

-- somebody who can sign in, or once could
CREATE TABLE person (
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  administrator boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  language text /* BCP 47: what the person is written to in; null: the coalition's */,
  time_zone text /* IANA name; null: the coalition's */,
  PRIMARY KEY (id),
  CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text))
);

CREATE UNIQUE INDEX person_email ON public.person USING btree (lower(email));
GRANT INSERT, SELECT, UPDATE ON person TO keelson_apps;
GRANT SELECT (id, email, name, language, time_zone) ON person TO keelson_workers;

CREATE TABLE person_identity (
  identity_hash bytea NOT NULL /* SHA-256 of the JSON list of issuer and subject */,
  person_id uuid NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (identity_hash),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((octet_length(identity_hash) = 32))
);

ALTER TABLE person_identity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON person_identity USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
CREATE POLICY shown ON person_identity FOR SELECT USING ((identity_hash = ( SELECT current_secret_hash() AS current_secret_hash)));
GRANT INSERT, SELECT ON person_identity TO keelson_apps;

CREATE TABLE phase_change (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  from_position integer,
  to_position integer NOT NULL,
  to_label text NOT NULL,
  reason text NOT NULL,
  decision_id uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  UNIQUE (coalition_id, decision_id),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, decision_id) REFERENCES body_decision(coalition_id, id),
  CHECK (((from_position >= 1) AND (from_position <= 5))),
  CHECK (((to_position >= 1) AND (to_position <= 5))),
  CHECK ((from_position IS DISTINCT FROM to_position))
);

ALTER TABLE phase_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON phase_change USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON phase_change TO keelson_apps;
GRANT SELECT ON phase_change TO keelson_workers;

CREATE TABLE phase_labels (
  coalition_id uuid NOT NULL,
  labels text[] NOT NULL,
  PRIMARY KEY (coalition_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((cardinality(labels) = 5))
);

ALTER TABLE phase_labels ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON phase_labels USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON phase_labels TO keelson_apps;
GRANT SELECT ON phase_labels TO keelson_workers;

-- what an organization says to a version of the common agenda
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
ALTER TABLE pledge ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON pledge USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON pledge TO keelson_apps;
GRANT SELECT ON pledge TO keelson_workers;

-- what a conversation about power leaves to work on, or why nothing
CREATE TABLE power_note (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  work_to_address text,
  none_because text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, conversation_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  CHECK ((num_nonnulls(work_to_address, none_because) = 1))
);

CREATE TRIGGER power_note_is_found AFTER INSERT OR DELETE OR UPDATE ON public.power_note FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'conversation_id');
ALTER TABLE power_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON power_note USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON power_note TO keelson_apps;
GRANT SELECT ON power_note TO keelson_workers;

-- why a finding of a quality check is no mistake
CREATE TABLE quality_explanation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  frequency text NOT NULL,
  period_start date NOT NULL,
  check_kind text NOT NULL,
  rule_id uuid,
  measure_id uuid,
  cell_key text NOT NULL,
  breakdown text NOT NULL,
  explained text NOT NULL /* the numbers it explains: once the cell holds others, it no longer holds */,
  text text NOT NULL,
  explained_by uuid NOT NULL,
  explained_at timestamp with time zone NOT NULL,
  UNIQUE NULLS NOT DISTINCT (coalition_id, organization_id, frequency, period_start, check_kind, rule_id, measure_id, cell_key, breakdown),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, rule_id) REFERENCES quality_rule(coalition_id, id),
  CHECK (((check_kind = 'RULE'::text) = (rule_id IS NOT NULL))),
  CHECK (((check_kind = ANY (ARRAY['RULE'::text, 'UNCHANGED'::text])) = (measure_id IS NULL))),
  CHECK ((check_kind = ANY (ARRAY['RULE'::text, 'PARTS_AGAINST_TOTAL'::text, 'OUTLIER'::text, 'SLIP'::text, 'NUMERATOR_OVER_DENOMINATOR'::text, 'UNCHANGED'::text]))),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text])))
);

ALTER TABLE quality_explanation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON quality_explanation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON quality_explanation TO keelson_apps;
GRANT SELECT ON quality_explanation TO keelson_workers;

-- a comparison of two expressions that values should keep
CREATE TABLE quality_rule (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  left_expression text NOT NULL,
  operator text NOT NULL,
  right_expression text NOT NULL,
  importance text NOT NULL,
  active boolean NOT NULL,
  frequency text NOT NULL,
  measure_ids uuid[] NOT NULL /* the measures that the two expressions name */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((importance = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text]))),
  CHECK ((operator = ANY (ARRAY['EQUAL'::text, 'NOT_EQUAL'::text, 'GREATER'::text, 'GREATER_OR_EQUAL'::text, 'LESS'::text, 'LESS_OR_EQUAL'::text, 'COMPULSORY_PAIR'::text, 'EXCLUSIVE_PAIR'::text])))
);

ALTER TABLE quality_rule ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON quality_rule USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON quality_rule TO keelson_apps;
GRANT SELECT ON quality_rule TO keelson_workers;

-- what somebody asked the backbone or an organization, and the answer
CREATE TABLE question (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  text text NOT NULL,
  asked_by uuid NOT NULL,
  asked_by_organization_id uuid /* null for the backbone */,
  asked_of_organization_id uuid /* null for the backbone */,
  asked_at timestamp with time zone NOT NULL,
  due_on date NOT NULL /* five working days, Monday to Friday, after the day it was asked on */,
  answer text,
  answered_by uuid,
  answered_by_organization_id uuid,
  answered_at timestamp with time zone,
  answered_on date /* the day of the answer in the time zone of the coalition */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  withdrawn_at timestamp with time zone,
  withdrawn_on date,
  withdrawn_by uuid,
  withdrawal_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, answered_by_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, asked_by_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, asked_of_organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((answered_by_organization_id IS NULL) OR (answered_at IS NOT NULL))),
  CHECK ((btrim(answer) <> ''::text)),
  CHECK ((btrim(text) <> ''::text)),
  CHECK ((num_nonnulls(answer, answered_by, answered_at, answered_on) = ANY (ARRAY[0, 4]))),
  CHECK ((num_nonnulls(withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 4])))
);

CREATE INDEX question_asked_of ON public.question USING btree (coalition_id, asked_of_organization_id);
CREATE INDEX question_due ON public.question USING btree (coalition_id, due_on, id);
CREATE TRIGGER question_is_found AFTER INSERT OR DELETE OR UPDATE ON public.question FOR EACH ROW EXECUTE FUNCTION keep_search_entry('QUESTION', 'id');
ALTER TABLE question ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON question USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (answer, answered_by, answered_by_organization_id, answered_at, answered_on, withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) ON question TO keelson_apps;
GRANT SELECT ON question TO keelson_workers;

-- leaky buckets of the API; unlogged: after a crash of the server they are empty, which nobody minds
CREATE TABLE rate_bucket (
  key text NOT NULL /* key:<id>, person:<id> or coalition:<id> */,
  level double precision NOT NULL /* points charged and not yet restored, at counted_at */,
  restore double precision NOT NULL /* points that leak out in a second */,
  counted_at timestamp with time zone NOT NULL,
  PRIMARY KEY (key),
  CHECK ((level >= (0)::double precision)),
  CHECK ((restore > (0)::double precision))
);

GRANT DELETE, INSERT, SELECT, UPDATE ON rate_bucket TO keelson_apps;
GRANT DELETE, SELECT, UPDATE ON rate_bucket TO keelson_workers;

CREATE TABLE recovery_code (
  person_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  PRIMARY KEY (person_id, code_hash),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK ((octet_length(code_hash) = 32))
);

ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON recovery_code USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
GRANT DELETE, INSERT, SELECT, UPDATE ON recovery_code TO keelson_apps;

CREATE TABLE refresh_token (
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  session_id uuid NOT NULL,
  parent_hash bytea,
  created_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  used_at timestamp with time zone,
  children smallint NOT NULL DEFAULT 0 /* a second one only within seconds of the first: two tabs */,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (person_id, session_id) REFERENCES session(person_id, id) ON DELETE CASCADE,
  CHECK (((children >= 0) AND (children <= 2))),
  CHECK (((used_at IS NULL) = (children = 0))),
  CHECK ((octet_length(token_hash) = 32))
);

CREATE INDEX refresh_token_session ON public.refresh_token USING btree (person_id, session_id);
ALTER TABLE refresh_token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON refresh_token USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
CREATE POLICY shown ON refresh_token FOR SELECT USING ((token_hash = ( SELECT current_secret_hash() AS current_secret_hash)));
GRANT INSERT, SELECT, UPDATE ON refresh_token TO keelson_apps;

-- how one activity relates to another
CREATE TABLE reinforcement_link (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  from_activity_id uuid NOT NULL,
  to_activity_id uuid NOT NULL,
  kind text NOT NULL,
  note text,
  unlinked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  proposed_by_organization_id uuid NOT NULL,
  proposing_activity_id uuid NOT NULL /* whose lead proposed it; the lead of the other end confirms it */,
  confirmed_at timestamp with time zone /* NULL: proposed only, and counted nowhere */,
  confirmed_by_organization_id uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, confirmed_by_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, from_activity_id) REFERENCES activity(coalition_id, id),
  FOREIGN KEY (coalition_id, proposed_by_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, to_activity_id) REFERENCES activity(coalition_id, id),
  CHECK (((confirmed_at IS NULL) = (confirmed_by_organization_id IS NULL))),
  CHECK (((proposing_activity_id = from_activity_id) OR (proposing_activity_id = to_activity_id))),
  CHECK ((from_activity_id <> to_activity_id)),
  CHECK ((kind = ANY (ARRAY['FEEDS'::text, 'ENABLES'::text, 'REFERS'::text, 'SHARES_RESOURCE'::text, 'DEPENDS_ON'::text, 'DUPLICATES'::text])))
);

CREATE INDEX reinforcement_link_duplicate ON public.reinforcement_link USING btree (coalition_id, id) WHERE ((kind = 'DUPLICATES'::text) AND (unlinked_at IS NULL));
CREATE INDEX reinforcement_link_from ON public.reinforcement_link USING btree (from_activity_id);
CREATE INDEX reinforcement_link_to ON public.reinforcement_link USING btree (to_activity_id);
CREATE UNIQUE INDEX reinforcement_link_once ON public.reinforcement_link USING btree (coalition_id, from_activity_id, to_activity_id, kind) WHERE (unlinked_at IS NULL);
CREATE UNIQUE INDEX reinforcement_link_once_either_way ON public.reinforcement_link USING btree (coalition_id, LEAST(from_activity_id, to_activity_id), GREATEST(from_activity_id, to_activity_id), kind) WHERE ((unlinked_at IS NULL) AND (kind = ANY (ARRAY['SHARES_RESOURCE'::text, 'DUPLICATES'::text])));
ALTER TABLE reinforcement_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON reinforcement_link USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON reinforcement_link TO keelson_apps;
GRANT SELECT ON reinforcement_link TO keelson_workers;

-- figures of chosen measures and periods, frozen when it was compiled
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
  request_id text /* the request that asked for it, for the lines and events of its compiling */,
  requested_by_key_id uuid /* the API key that asked, if one did: a key follows its own requests, not those of the person who made it */,
  narrative jsonb NOT NULL DEFAULT '[]'::jsonb /* [{kind, measureId, text}] in the order of reading */,
  comparisons text[] /* what headlines are set beside; null: everything */,
  restates_id uuid /* the edition before it that was published: what changed since then is told in this one */,
  language text NOT NULL DEFAULT 'en'::text /* BCP 47: of the words around the data */,
  logo_id uuid,
  logo_alternative text /* what the logo shows, for whoever does not see it */,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, logo_id) REFERENCES report_logo(coalition_id, id),
  FOREIGN KEY (coalition_id, restates_id) REFERENCES report(coalition_id, id),
  CHECK (((length(logo_alternative) >= 1) AND (length(logo_alternative) <= 300))),
  CHECK (((logo_id IS NULL) = (logo_alternative IS NULL))),
  CHECK (((state = 'COMPILED'::text) = (compiled_at IS NOT NULL))),
  CHECK (((state = 'COMPILED'::text) = (header IS NOT NULL))),
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK ((cardinality(measure_ids) > 0)),
  CHECK ((first_period_start <= last_period_start)),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text)),
  CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'COMPILING'::text, 'COMPILED'::text, 'FAILED'::text, 'CANCELLED'::text])))
);

CREATE INDEX report_by_logo ON public.report USING btree (coalition_id, logo_id);
CREATE INDEX report_of_coalition ON public.report USING btree (coalition_id, requested_at, id);
CREATE INDEX report_to_compile ON public.report USING btree (requested_at) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'COMPILING'::text]));
CREATE TRIGGER report_is_final_once_compiled BEFORE DELETE OR UPDATE ON public.report FOR EACH ROW WHEN ((old.state = 'COMPILED'::text)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_tells_its_state AFTER UPDATE OF state ON public.report FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION tell_report_changed();
ALTER TABLE report ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON report FOR SELECT TO keelson_workers USING ((state = ANY (ARRAY['REQUESTED'::text, 'COMPILING'::text])));
GRANT INSERT, SELECT, UPDATE ON report TO keelson_apps;
GRANT INSERT, SELECT, UPDATE ON report TO keelson_workers;

-- a report that comes again
CREATE TABLE report_definition (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  code text NOT NULL,
  version integer NOT NULL /* the number of its latest version */,
  editions integer NOT NULL DEFAULT 0 /* the number of its latest edition */,
  retired_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

ALTER TABLE report_definition ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_definition USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON report_definition TO keelson_apps;
GRANT SELECT, UPDATE (editions) ON report_definition TO keelson_workers;

-- what a definition said; an edition keeps the number of the one it was made by
CREATE TABLE report_definition_version (
  definition_id uuid NOT NULL,
  number integer NOT NULL,
  coalition_id uuid NOT NULL,
  title text NOT NULL,
  audiences text[] NOT NULL,
  measure_ids uuid[] /* null: all that are active when an edition is made */,
  frequency text NOT NULL,
  first_period_start date,
  last_period_start date,
  last_periods integer /* rolling: so many complete periods before the day of the edition; else from first to last */,
  year_starts_in integer NOT NULL DEFAULT 1,
  breakdowns jsonb,
  narrative jsonb NOT NULL DEFAULT '[]'::jsonb /* [{kind, measureId, text}] in the order of reading */,
  reason text,
  defined_by uuid NOT NULL,
  defined_at timestamp with time zone NOT NULL DEFAULT now(),
  comparisons text[],
  language text NOT NULL DEFAULT 'en'::text /* BCP 47: of the words around the data */,
  logo_id uuid,
  logo_alternative text /* what the logo shows, for whoever does not see it */,
  PRIMARY KEY (definition_id, number),
  FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition(coalition_id, id),
  FOREIGN KEY (coalition_id, logo_id) REFERENCES report_logo(coalition_id, id),
  CHECK (((cardinality(audiences) > 0) AND (audiences <@ '{COALITION,FUNDERS,PUBLIC}'::text[]))),
  CHECK (((first_period_start IS NULL) = (last_period_start IS NULL))),
  CHECK (((last_periods >= 1) AND (last_periods <= 600))),
  CHECK (((last_periods IS NULL) = (first_period_start IS NOT NULL))),
  CHECK (((length(logo_alternative) >= 1) AND (length(logo_alternative) <= 300))),
  CHECK (((logo_id IS NULL) = (logo_alternative IS NULL))),
  CHECK (((number = 1) OR (reason IS NOT NULL))),
  CHECK (((year_starts_in >= 1) AND (year_starts_in <= 12))),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text))
);

CREATE INDEX report_definition_version_by_logo ON public.report_definition_version USING btree (coalition_id, logo_id);
CREATE TRIGGER report_definition_version_is_append_only BEFORE DELETE OR UPDATE ON public.report_definition_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_definition_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_definition_version USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_definition_version TO keelson_apps;
GRANT SELECT ON report_definition_version TO keelson_workers;

-- a report that was made by a definition; a schedule makes one for a moment
CREATE TABLE report_edition (
  definition_id uuid NOT NULL,
  number integer NOT NULL,
  coalition_id uuid NOT NULL,
  version integer NOT NULL,
  report_id uuid NOT NULL,
  schedule_id uuid,
  due_at timestamp with time zone,
  UNIQUE (coalition_id, report_id),
  UNIQUE (coalition_id, schedule_id, due_at),
  PRIMARY KEY (definition_id, number),
  FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition(coalition_id, id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  FOREIGN KEY (coalition_id, schedule_id) REFERENCES report_schedule(coalition_id, id),
  FOREIGN KEY (definition_id, version) REFERENCES report_definition_version(definition_id, number),
  CHECK (((schedule_id IS NULL) = (due_at IS NULL)))
);

CREATE TRIGGER report_edition_is_append_only BEFORE DELETE OR UPDATE ON public.report_edition FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_edition ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_edition USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_edition TO keelson_apps;
GRANT INSERT, SELECT ON report_edition TO keelson_workers;

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
  cell jsonb NOT NULL /* the category by dimension, by their codes; empty for the total */,
  value numeric,
  numerator numeric,
  denominator numeric,
  organizations_reported integer NOT NULL,
  organizations_expected integer NOT NULL,
  cells_reported integer NOT NULL,
  cells_expected integer NOT NULL,
  non_values jsonb NOT NULL /* how many cells held no number, by the reason */,
  target numeric,
  status text NOT NULL,
  derived boolean NOT NULL,
  low numeric /* of an unresolved overlap: the largest number of one partner */,
  high numeric /* of an unresolved overlap: the sum of all partners' numbers */,
  PRIMARY KEY (report_id, "position"),
  CHECK ((((low IS NULL) = (high IS NULL)) AND ((low IS NULL) OR (value IS NULL))))
);

CREATE TRIGGER report_figure_is_append_only BEFORE DELETE OR UPDATE ON public.report_figure FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_figure USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_figure TO keelson_workers;
GRANT SELECT ON report_figure TO keelson_apps;

-- SHA-256 of a report's content as an audience sees it; NULL: all of it, for backbone staff
CREATE TABLE report_hash (
  id uuid NOT NULL DEFAULT uuidv7(),
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  audience text,
  sha256 text NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (coalition_id, report_id, audience),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK ((audience <> ''::text)),
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

CREATE TRIGGER report_hash_is_append_only BEFORE DELETE OR UPDATE ON public.report_hash FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_hash ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_hash USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_hash TO keelson_apps;
GRANT INSERT, SELECT ON report_hash TO keelson_workers;

-- pictures of report definitions; versions and editions name theirs
CREATE TABLE report_logo (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  media_type text NOT NULL,
  width integer NOT NULL /* in pixels */,
  height integer NOT NULL /* in pixels */,
  sha256 text NOT NULL /* of bytes, in hex */,
  bytes bytea NOT NULL /* the file, without what was in it beside the picture */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition(coalition_id, id),
  CHECK (((height >= 1) AND (height <= 2000))),
  CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 262144))),
  CHECK (((width >= 1) AND (width <= 2000))),
  CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text]))),
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

CREATE INDEX report_logo_definition ON public.report_logo USING btree (coalition_id, definition_id);
CREATE TRIGGER report_logo_is_append_only BEFORE DELETE OR UPDATE ON public.report_logo FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_logo ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_logo USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_logo TO keelson_apps;
GRANT SELECT ON report_logo TO keelson_workers;

-- what every organization's own figure of a reported measure was when a report was compiled
CREATE TABLE report_partner (
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  measure_code text NOT NULL,
  period text NOT NULL /* the last period of the report in which the measure has a number */,
  period_start date NOT NULL,
  organizations json NOT NULL /* [id, code, name, value, numerator, denominator, derived], by code; no value: nothing was reported, which is never zero */,
  PRIMARY KEY (coalition_id, report_id, measure_id),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id)
);

CREATE INDEX report_partner_of_report ON public.report_partner USING btree (report_id);
CREATE TRIGGER report_partner_is_append_only BEFORE DELETE OR UPDATE ON public.report_partner FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_partner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_partner USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_partner TO keelson_workers;
GRANT SELECT ON report_partner TO keelson_apps;

-- apart from report, whose row the compiling transaction holds
CREATE TABLE report_progress (
  report_id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  done integer NOT NULL,
  total integer NOT NULL,
  cancelled_at timestamp with time zone /* when somebody wanted the compiling to end; whoever compiles it asks */,
  PRIMARY KEY (report_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id)
);

CREATE TRIGGER report_tells_its_progress AFTER UPDATE ON public.report_progress FOR EACH ROW EXECUTE FUNCTION tell_report_changed();
ALTER TABLE report_progress ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_progress USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (done, cancelled_at) ON report_progress TO keelson_apps;
GRANT INSERT, SELECT, UPDATE ON report_progress TO keelson_workers;

-- to whom a compiled report was shown; one that was withdrawn stays as a record
CREATE TABLE report_publication (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  audience text NOT NULL,
  published_at timestamp with time zone NOT NULL DEFAULT now(),
  published_by uuid NOT NULL,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))),
  CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  CHECK ((audience = ANY (ARRAY['COALITION'::text, 'FUNDERS'::text, 'PUBLIC'::text])))
);

CREATE INDEX report_publication_of_report ON public.report_publication USING btree (coalition_id, report_id);
CREATE UNIQUE INDEX report_publication_stands_once ON public.report_publication USING btree (coalition_id, report_id, audience) WHERE (withdrawn_at IS NULL);
CREATE TRIGGER report_publication_is_never_deleted BEFORE DELETE ON public.report_publication FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_publication_only_ends BEFORE UPDATE ON public.report_publication FOR EACH ROW WHEN (((old.withdrawn_at IS NOT NULL) OR ((((((old.id IS DISTINCT FROM new.id) OR (old.coalition_id IS DISTINCT FROM new.coalition_id)) OR (old.report_id IS DISTINCT FROM new.report_id)) OR (old.audience IS DISTINCT FROM new.audience)) OR (old.published_at IS DISTINCT FROM new.published_at)) OR (old.published_by IS DISTINCT FROM new.published_by)))) EXECUTE FUNCTION refuse_change();
ALTER TABLE report_publication ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_publication USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON report_publication TO keelson_apps;
GRANT SELECT ON report_publication TO keelson_workers;

-- a report compiled once more from its watermark, and whether the same came of it
CREATE TABLE report_reproduction (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  request_id text,
  state text NOT NULL DEFAULT 'REQUESTED'::text,
  ended_at timestamp with time zone,
  sha256 text,
  is_identical boolean,
  changed text[] /* what decides figures beside values and was changed since the report was compiled */,
  failure text,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK (((state = 'DONE'::text) = ((sha256 IS NOT NULL) AND (is_identical IS NOT NULL) AND (changed IS NOT NULL)))),
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK (((state = 'REQUESTED'::text) = (ended_at IS NULL))),
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'DONE'::text, 'FAILED'::text])))
);

CREATE INDEX report_reproduction_of_report ON public.report_reproduction USING btree (coalition_id, report_id);
CREATE UNIQUE INDEX report_reproduction_waiting ON public.report_reproduction USING btree (coalition_id, report_id) WHERE (state = 'REQUESTED'::text);
ALTER TABLE report_reproduction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_reproduction USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON report_reproduction FOR SELECT TO keelson_workers USING ((state = 'REQUESTED'::text));
GRANT INSERT, SELECT ON report_reproduction TO keelson_apps;
GRANT SELECT, UPDATE ON report_reproduction TO keelson_workers;

-- when editions of a report are made
CREATE TABLE report_schedule (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  rule jsonb NOT NULL /* {time, weekdays | daysOfMonth, months}: read in the coalition's time zone */,
  next_at timestamp with time zone,
  set_by uuid NOT NULL,
  set_at timestamp with time zone NOT NULL DEFAULT now(),
  ended_at timestamp with time zone,
  end_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, definition_id) REFERENCES report_definition(coalition_id, id),
  CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  CHECK (((ended_at IS NULL) = (next_at IS NOT NULL)))
);

CREATE INDEX report_schedule_due ON public.report_schedule USING btree (next_at) WHERE (ended_at IS NULL);
CREATE INDEX report_schedule_of_definition ON public.report_schedule USING btree (coalition_id, definition_id);
ALTER TABLE report_schedule ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_schedule USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON report_schedule FOR SELECT TO keelson_workers USING (((ended_at IS NULL) AND (next_at <= now())));
GRANT INSERT, SELECT, UPDATE ON report_schedule TO keelson_apps;
GRANT SELECT, UPDATE (next_at, ended_at, end_reason) ON report_schedule TO keelson_workers;

-- the figures of a report that its audience does not see, as decided when it was first published to it
CREATE TABLE report_suppression (
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  audience text NOT NULL,
  positions integer[] NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  withheld integer[] NOT NULL DEFAULT '{}'::integer[] /* the positions that no agreement let the audience see */,
  agreement_ids uuid[] NOT NULL DEFAULT '{}'::uuid[] /* the agreements by which it sees the others; none where it belongs to the coalition */,
  partners jsonb NOT NULL DEFAULT '{}'::jsonb /* by measure and organization, whose own figures the audience is told of: SHOWN, or what stands in their place; who is not here is not listed */,
  PRIMARY KEY (coalition_id, report_id, audience),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK ((audience = ANY (ARRAY['COALITION'::text, 'FUNDERS'::text, 'PUBLIC'::text])))
);

CREATE TRIGGER report_suppression_is_append_only BEFORE DELETE OR UPDATE ON public.report_suppression FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_suppression ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_suppression USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_suppression TO keelson_apps;
GRANT SELECT ON report_suppression TO keelson_workers;

-- all numbers of people that hang together with those of a report by sums, and what every partner collected in the years of its own figures, as they were when it was compiled
CREATE TABLE report_system (
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  part text NOT NULL /* of the periods in which the measure is collected, of longer ones that are no sums of them, or of each partner: [first day, organization, value, numerator, denominator] */,
  year_start_month smallint NOT NULL,
  rows json NOT NULL,
  PRIMARY KEY (coalition_id, report_id, measure_id, part),
  FOREIGN KEY (coalition_id, measure_id) REFERENCES measure(coalition_id, id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  CHECK ((part = ANY (ARRAY['COLLECTED'::text, 'LONGER'::text, 'PARTNERS'::text])))
);

CREATE TRIGGER report_system_is_append_only BEFORE DELETE OR UPDATE ON public.report_system FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE report_system ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_system USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON report_system TO keelson_workers;
GRANT SELECT ON report_system TO keelson_apps;

-- when a report of a coalition was last begun; unlogged: after a crash of the server nobody has had a turn, which nobody minds
CREATE TABLE report_turn (
  coalition_id uuid NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

ALTER TABLE report_turn ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON report_turn USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON report_turn FOR SELECT TO keelson_workers USING (true);
GRANT INSERT, SELECT, UPDATE ON report_turn TO keelson_workers;
GRANT SELECT ON report_turn TO keelson_apps;

-- more time for one organization and period; earlier ones stand in the history
CREATE TABLE reporting_extension (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  frequency text NOT NULL,
  period_start date NOT NULL,
  due_on date,
  closes_on date,
  reason text NOT NULL,
  granted_by uuid NOT NULL,
  granted_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, organization_id, frequency, period_start),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((due_on IS NOT NULL) OR (closes_on IS NOT NULL))),
  CHECK ((due_on <= closes_on)),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text])))
);

ALTER TABLE reporting_extension ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON reporting_extension USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON reporting_extension TO keelson_apps;
GRANT SELECT ON reporting_extension TO keelson_workers;

-- when a period may be reported, in days after its last day; a row governs its first period and the later ones
CREATE TABLE reporting_window (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  frequency text NOT NULL,
  first_period_start date,
  opens_after integer,
  due_after integer,
  closes_after integer,
  UNIQUE NULLS NOT DISTINCT (coalition_id, frequency, first_period_start),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((closes_after >= 0)),
  CHECK ((due_after <= closes_after)),
  CHECK ((due_after >= 0)),
  CHECK ((frequency = ANY (ARRAY['WEEK'::text, 'MONTH'::text, 'QUARTER'::text, 'HALF_YEAR'::text, 'YEAR'::text]))),
  CHECK ((opens_after <= closes_after)),
  CHECK ((opens_after <= due_after)),
  CHECK ((opens_after >= 0))
);

ALTER TABLE reporting_window ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON reporting_window USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON reporting_window TO keelson_apps;
GRANT SELECT ON reporting_window TO keelson_workers;

-- what an organization commits to an activity
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
ALTER TABLE resource ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON resource USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON resource TO keelson_apps;
GRANT SELECT ON resource TO keelson_workers;

-- a page of the web that is worth knowing
CREATE TABLE resource_link (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  written_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  organization_id uuid /* who added it; null for the backbone */,
  title text NOT NULL,
  url text NOT NULL,
  note text,
  withdrawn_at timestamp with time zone,
  withdrawn_on date,
  withdrawn_by uuid,
  withdrawal_reason text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((btrim(title) <> ''::text)),
  CHECK ((num_nonnulls(withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) = ANY (ARRAY[0, 4])))
);

CREATE INDEX resource_link_organization ON public.resource_link USING btree (coalition_id, organization_id);
CREATE TRIGGER resource_link_is_found AFTER INSERT OR DELETE OR UPDATE ON public.resource_link FOR EACH ROW EXECUTE FUNCTION keep_search_entry('RESOURCE_LINK', 'id');
ALTER TABLE resource_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON resource_link USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE (withdrawn_at, withdrawn_on, withdrawn_by, withdrawal_reason) ON resource_link TO keelson_apps;
GRANT SELECT ON resource_link TO keelson_workers;

CREATE TABLE role_charter (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, role),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

ALTER TABLE role_charter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON role_charter USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON role_charter TO keelson_apps;
GRANT SELECT ON role_charter TO keelson_workers;

CREATE TABLE role_charter_version (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  charter_id uuid NOT NULL,
  number integer NOT NULL,
  purpose text NOT NULL,
  responsibilities text[] NOT NULL,
  decision_rights text[] NOT NULL,
  support_received text[] NOT NULL,
  lead_organization_id uuid NOT NULL,
  deputy_organization_id uuid,
  written_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, charter_id, number),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, charter_id) REFERENCES role_charter(coalition_id, id),
  FOREIGN KEY (coalition_id, deputy_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, lead_organization_id) REFERENCES organization(coalition_id, id),
  CHECK ((number > 0))
);

CREATE TRIGGER role_charter_version_is_immutable BEFORE DELETE OR UPDATE ON public.role_charter_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE role_charter_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON role_charter_version USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON role_charter_version TO keelson_apps;
GRANT SELECT ON role_charter_version TO keelson_workers;

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
ALTER TABLE role_grant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON role_grant USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY of_key ON role_grant FOR SELECT TO keelson_apps USING ((person_id = ( SELECT k.person_id
   FROM api_key k
  WHERE (k.id = ( SELECT current_key_id() AS current_key_id)))));
CREATE POLICY own ON role_grant FOR SELECT USING ((person_id = ( SELECT current_person_id() AS current_person_id)));
GRANT DELETE, INSERT, SELECT ON role_grant TO keelson_apps;
GRANT SELECT ON role_grant TO keelson_workers;

-- what the last evaluation of the five conditions said of each check
CREATE TABLE scorecard_check (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  check_name text NOT NULL,
  condition text NOT NULL,
  state text NOT NULL,
  since date NOT NULL /* the coalition's day on which it came into this state */,
  previous_state text /* null: it was in this state when it was first evaluated */,
  facts jsonb NOT NULL,
  evaluated_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, check_name),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((check_name ~ '^[A-Z_]+$'::text)),
  CHECK ((condition = ANY (ARRAY['COMMON_AGENDA'::text, 'SHARED_MEASURES'::text, 'ACTIVITIES'::text, 'COMMUNICATION'::text, 'BACKBONE'::text]))),
  CHECK ((previous_state = ANY (ARRAY['PASS'::text, 'FAIL'::text, 'NOT_ASSESSABLE'::text]))),
  CHECK ((previous_state IS DISTINCT FROM state)),
  CHECK ((state = ANY (ARRAY['PASS'::text, 'FAIL'::text, 'NOT_ASSESSABLE'::text])))
);

ALTER TABLE scorecard_check ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON scorecard_check USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON scorecard_check TO keelson_workers;
GRANT SELECT ON scorecard_check TO keelson_apps;

-- all checks with their facts, as the worker found them on a day; never changed
CREATE TABLE scorecard_evaluation (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  evaluated_on date NOT NULL,
  evaluated_at timestamp with time zone NOT NULL,
  checks jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, evaluated_on),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE TRIGGER scorecard_evaluation_is_immutable BEFORE DELETE OR UPDATE ON public.scorecard_evaluation FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE scorecard_evaluation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON scorecard_evaluation USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON scorecard_evaluation TO keelson_workers;
GRANT SELECT ON scorecard_evaluation TO keelson_apps;

-- when the worker evaluates a coalition next: at the start of its next day
CREATE TABLE scorecard_turn (
  coalition_id uuid NOT NULL,
  due_at timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

ALTER TABLE scorecard_turn ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON scorecard_turn USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON scorecard_turn FOR SELECT TO keelson_workers USING ((due_at <= now()));
GRANT INSERT, SELECT ON scorecard_turn TO keelson_apps;
GRANT SELECT, UPDATE ON scorecard_turn TO keelson_workers;

-- what search finds, kept by triggers from the tables that it is about
CREATE TABLE search_entry (
  coalition_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  audience text NOT NULL /* who may know of it; MEMBERS are backbone and partners */,
  title text NOT NULL,
  name text,
  folded_name text /* where it is found by what sounds alike: the name without case and accents */,
  open_text text NOT NULL,
  closed_text text /* what only backbone and partners read */,
  at timestamp with time zone NOT NULL,
  open_words tsvector NOT NULL,
  all_words tsvector /* with those of the closed text, where there is one */,
  PRIMARY KEY (coalition_id, kind, subject_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((audience = ANY (ARRAY['EVERYBODY'::text, 'MEMBERS'::text, 'BACKBONE'::text]))),
  CHECK ((kind = ANY (ARRAY['CONVERSATION'::text, 'DECISION'::text, 'BODY_DECISION'::text, 'COMMITMENT'::text, 'BRIEF'::text, 'QUESTION'::text, 'INSIGHT'::text, 'RESOURCE_LINK'::text, 'AGENDA'::text, 'GOAL'::text, 'STRATEGY'::text, 'TERM'::text, 'ORGANIZATION'::text, 'STAKEHOLDER_GROUP'::text, 'ACTIVITY'::text])))
);

CREATE TRIGGER search_entry_is_indexed BEFORE INSERT OR UPDATE ON public.search_entry FOR EACH ROW EXECUTE FUNCTION index_search_entry();
ALTER TABLE search_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON search_entry USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON search_entry TO keelson_apps;
GRANT SELECT ON search_entry TO keelson_workers;

CREATE TABLE seat (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  body_id uuid NOT NULL,
  title text NOT NULL,
  reserved_group_id uuid,
  holder_organization_id uuid,
  holder_name text,
  deputy_organization_id uuid,
  deputy_name text,
  term_from date,
  term_to date,
  compensation text,
  vacated_on date,
  closed_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, body_id) REFERENCES body(coalition_id, id),
  FOREIGN KEY (coalition_id, deputy_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, holder_organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, reserved_group_id) REFERENCES stakeholder_group(coalition_id, id),
  CHECK (((holder_organization_id IS NOT NULL) OR ((deputy_organization_id IS NULL) AND (holder_name IS NULL) AND (deputy_name IS NULL)))),
  CHECK (((holder_organization_id IS NULL) = (term_from IS NULL))),
  CHECK ((term_from <= term_to))
);

CREATE INDEX seat_body ON public.seat USING btree (coalition_id, body_id);
CREATE INDEX seat_reserved ON public.seat USING btree (coalition_id, id) WHERE ((reserved_group_id IS NOT NULL) AND (closed_at IS NULL));
ALTER TABLE seat ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON seat USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON seat TO keelson_apps;
GRANT SELECT ON seat TO keelson_workers;

CREATE TABLE session (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  through text NOT NULL,
  second_factor boolean NOT NULL,
  address text NOT NULL,
  user_agent text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_seen_at timestamp with time zone NOT NULL DEFAULT now() /* of its last refresh, so at most the 15 minutes of an access token late */,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_reason text,
  UNIQUE (person_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (person_id) REFERENCES person(id),
  CHECK (((revoked_at IS NULL) = (revoked_reason IS NULL))),
  CHECK ((revoked_reason = ANY (ARRAY['SIGNED_OUT'::text, 'REVOKED'::text, 'REUSED'::text, 'PASSWORD_CHANGED'::text]))),
  CHECK ((through = ANY (ARRAY['PASSWORD'::text, 'OIDC'::text, 'INVITATION'::text, 'MACHINE'::text])))
);

ALTER TABLE session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY forget ON session TO keelson_workers USING ((LEAST(expires_at, revoked_at) < (now() - '30 days'::interval)));
CREATE POLICY of_members ON session FOR SELECT TO keelson_apps USING ((EXISTS ( SELECT 1
   FROM role_grant g
  WHERE ((g.person_id = session.person_id) AND (g.coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))))));
CREATE POLICY own ON session USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
CREATE POLICY revoke_of_members ON session FOR UPDATE TO keelson_apps USING ((EXISTS ( SELECT 1
   FROM role_grant g
  WHERE ((g.person_id = session.person_id) AND (g.coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])))))) WITH CHECK ((revoked_at IS NOT NULL));
GRANT DELETE, SELECT ON session TO keelson_workers;
GRANT INSERT, SELECT, UPDATE ON session TO keelson_apps;

-- an address by which whoever has it sees one report as one audience does
CREATE TABLE share_link (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  report_id uuid NOT NULL,
  publication_id uuid NOT NULL /* with whose end the link ends: the same report published again needs a new one */,
  audience text NOT NULL,
  name text NOT NULL /* for whom it was made */,
  token_hash bytea NOT NULL /* SHA-256 of the 256 random bits in the link */,
  passcode_hash text /* argon2id */,
  embedded_at text[] NOT NULL DEFAULT '{}'::text[] /* the origins whose pages may show it in a frame */,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  uses integer NOT NULL DEFAULT 0,
  last_used_at timestamp with time zone,
  UNIQUE (coalition_id, id),
  UNIQUE (token_hash),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, report_id) REFERENCES report(coalition_id, id),
  FOREIGN KEY (publication_id) REFERENCES report_publication(id),
  CHECK (((passcode_hash IS NULL) OR (cardinality(embedded_at) = 0))),
  CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  CHECK (((uses = 0) = (last_used_at IS NULL))),
  CHECK ((expires_at > created_at)),
  CHECK ((name <> ''::text)),
  CHECK ((octet_length(token_hash) = 32))
);

CREATE INDEX share_link_of_report ON public.share_link USING btree (coalition_id, report_id);
ALTER TABLE share_link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON share_link USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY own ON share_link FOR SELECT USING ((token_hash = ( SELECT current_secret_hash() AS current_secret_hash)));
GRANT INSERT, SELECT, UPDATE ON share_link TO keelson_apps;
GRANT SELECT (id, coalition_id) ON share_link TO keelson_workers;

CREATE TABLE share_link_use (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  share_link_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  content text NOT NULL /* page, embed, or the ending of a file */,
  network text NOT NULL /* the first 24 bits of an IPv4 address, the first 48 of an IPv6 address; the rest is not kept */,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, share_link_id) REFERENCES share_link(coalition_id, id)
);

CREATE INDEX share_link_use_of_link ON public.share_link_use USING btree (coalition_id, share_link_id, id);
CREATE TRIGGER share_link_use_is_append_only BEFORE DELETE OR UPDATE ON public.share_link_use FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE share_link_use ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON share_link_use USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON share_link_use TO keelson_apps;
GRANT SELECT ON share_link_use TO keelson_workers;

CREATE TABLE stakeholder_group (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  name text NOT NULL,
  folded_name text NOT NULL /* the name without case and accents */,
  kind text NOT NULL,
  most_impacted boolean NOT NULL,
  basis text,
  source text,
  population_estimate integer,
  needs jsonb NOT NULL DEFAULT '[]'::jsonb,
  retired_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, folded_name),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK (((NOT most_impacted) OR ((basis IS NOT NULL) AND (source IS NOT NULL)))),
  CHECK ((kind = ANY (ARRAY['COMMUNITY'::text, 'SERVICE'::text, 'GOVERNMENT'::text, 'BUSINESS'::text, 'FUNDER'::text, 'OTHER'::text]))),
  CHECK ((population_estimate >= 0))
);

CREATE TRIGGER stakeholder_group_is_found AFTER INSERT OR DELETE OR UPDATE ON public.stakeholder_group FOR EACH ROW EXECUTE FUNCTION keep_search_entry('STAKEHOLDER_GROUP', 'id');
ALTER TABLE stakeholder_group ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON stakeholder_group USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON stakeholder_group TO keelson_apps;
GRANT SELECT ON stakeholder_group TO keelson_workers;

-- a way to a goal of the common agenda
CREATE TABLE strategy (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  agenda_id uuid NOT NULL,
  goal_id uuid NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  description text,
  position integer NOT NULL,
  group_id uuid,
  barrier text,
  done_differently text,
  why text,
  change_level text,
  UNIQUE (coalition_id, agenda_id, code),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, agenda_id, goal_id) REFERENCES goal(coalition_id, agenda_id, id),
  FOREIGN KEY (coalition_id, group_id) REFERENCES stakeholder_group(coalition_id, id),
  CHECK (((group_id IS NULL) OR (ROW(barrier, done_differently, why, change_level) IS NOT NULL))),
  CHECK ((change_level = ANY (ARRAY['PERSONAL'::text, 'INTERPERSONAL'::text, 'INSTITUTIONAL'::text, 'CULTURAL'::text])))
);

CREATE INDEX strategy_goal ON public.strategy USING btree (goal_id);
CREATE INDEX strategy_group ON public.strategy USING btree (coalition_id, group_id) WHERE (group_id IS NOT NULL);
CREATE TRIGGER strategy_is_found AFTER INSERT OR DELETE OR UPDATE ON public.strategy FOR EACH ROW EXECUTE FUNCTION keep_search_entry('STRATEGY', 'id');
CREATE TRIGGER strategy_is_kept BEFORE INSERT OR DELETE OR UPDATE ON public.strategy FOR EACH ROW EXECUTE FUNCTION keep_agenda_part();
ALTER TABLE strategy ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON strategy USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON strategy TO keelson_apps;
GRANT SELECT ON strategy TO keelson_workers;

-- what one organization tells of one period: DRAFT, SUBMITTED, RETURNED, APPROVED
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
CREATE TRIGGER submission_keeps_its_state_on_insert AFTER INSERT ON public.submission REFERENCING NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_states();
CREATE TRIGGER submission_keeps_its_state_on_update AFTER UPDATE ON public.submission REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_states();
CREATE TRIGGER submission_queues_figures_on_update AFTER UPDATE ON public.submission REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_submissions();
ALTER TABLE submission ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON submission USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON submission TO keelson_apps;
GRANT INSERT, SELECT, UPDATE ON submission TO keelson_workers;

-- every state that a submission had, written by its triggers; without a foreign key, which would double its cost
CREATE TABLE submission_state (
  coalition_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  state text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  written_as bigint NOT NULL DEFAULT nextval('write_number'::regclass),
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  written_on bigint NOT NULL DEFAULT server_identifier(),
  PRIMARY KEY (submission_id, written_as)
);

CREATE TRIGGER submission_state_is_append_only BEFORE DELETE OR UPDATE ON public.submission_state FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE submission_state ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON submission_state USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON submission_state TO keelson_apps;
GRANT INSERT, SELECT ON submission_state TO keelson_workers;

CREATE TABLE support_request (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  subject text NOT NULL,
  text text,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  response text,
  responded_by uuid,
  responded_at timestamp with time zone,
  resolution text,
  resolved_at timestamp with time zone,
  helpful boolean,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK (((helpful IS NULL) OR (resolved_at IS NOT NULL))),
  CHECK (((resolution IS NULL) = (resolved_at IS NULL))),
  CHECK (((resolved_at IS NULL) OR (responded_at IS NOT NULL))),
  CHECK (((response IS NULL) = (responded_at IS NULL)))
);

CREATE INDEX support_request_asked ON public.support_request USING btree (coalition_id, asked_at, id);
ALTER TABLE support_request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON support_request USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON support_request TO keelson_apps;
GRANT SELECT ON support_request TO keelson_workers;

-- what a conversation about sustaining the work said
CREATE TABLE sustaining_note (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  keeps_us_going text NOT NULL,
  risks text NOT NULL,
  capacity text NOT NULL,
  runway_months numeric /* for how many months the work is funded */,
  funding_gap text,
  next_step text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, conversation_id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation(coalition_id, id),
  CHECK ((runway_months >= (0)::numeric))
);

CREATE TRIGGER sustaining_note_is_found AFTER INSERT OR DELETE OR UPDATE ON public.sustaining_note FOR EACH ROW EXECUTE FUNCTION keep_search_entry('CONVERSATION', 'conversation_id');
ALTER TABLE sustaining_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON sustaining_note USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON sustaining_note TO keelson_apps;
GRANT SELECT ON sustaining_note TO keelson_workers;

-- what a figure should reach
CREATE TABLE target (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  measure_id uuid NOT NULL,
  frequency text,
  period_start date,
  combination_id uuid /* NULL: for the total */,
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

CREATE TRIGGER target_queues_figures_on_delete AFTER DELETE ON public.target REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER target_queues_figures_on_insert AFTER INSERT ON public.target REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
CREATE TRIGGER target_queues_figures_on_update AFTER UPDATE ON public.target REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures('measure_id');
ALTER TABLE target ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON target USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON target TO keelson_apps;
GRANT SELECT ON target TO keelson_workers;

CREATE TABLE tension_procedure (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  version integer NOT NULL,
  text text NOT NULL,
  registered_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, version),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK ((version > 0))
);

CREATE TRIGGER tension_procedure_is_immutable BEFORE DELETE OR UPDATE ON public.tension_procedure FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE tension_procedure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON tension_procedure USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON tension_procedure TO keelson_apps;
GRANT SELECT ON tension_procedure TO keelson_workers;

CREATE TABLE tension_steward (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  procedure_id uuid NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  organization_id uuid /* null: somebody from outside the coalition */,
  UNIQUE (coalition_id, procedure_id, "position"),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  FOREIGN KEY (coalition_id, procedure_id) REFERENCES tension_procedure(coalition_id, id),
  CHECK (("position" > 0))
);

ALTER TABLE tension_steward ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON tension_steward USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON tension_steward TO keelson_apps;
GRANT SELECT ON tension_steward TO keelson_workers;

CREATE TABLE term (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  word text NOT NULL,
  folded_word text NOT NULL /* the word without case and accents */,
  required boolean NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, folded_word),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id)
);

CREATE TRIGGER term_is_found AFTER INSERT OR DELETE OR UPDATE ON public.term FOR EACH ROW EXECUTE FUNCTION keep_search_entry('TERM', 'id');
ALTER TABLE term ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON term USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON term TO keelson_apps;
GRANT SELECT ON term TO keelson_workers;

CREATE TABLE term_definition (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  term_id uuid NOT NULL,
  number integer NOT NULL,
  text text NOT NULL,
  looks_like text[] NOT NULL DEFAULT '{}'::text[],
  does_not_look_like text[] NOT NULL DEFAULT '{}'::text[],
  translations jsonb NOT NULL DEFAULT '[]'::jsonb,
  written_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  UNIQUE (coalition_id, term_id, number),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, term_id) REFERENCES term(coalition_id, id),
  CHECK ((number > 0))
);

CREATE TRIGGER term_definition_is_found AFTER INSERT OR DELETE OR UPDATE ON public.term_definition FOR EACH ROW EXECUTE FUNCTION keep_search_entry('TERM', 'term_id');
CREATE TRIGGER term_definition_is_immutable BEFORE DELETE OR UPDATE ON public.term_definition FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE term_definition ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON term_definition USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON term_definition TO keelson_apps;
GRANT SELECT ON term_definition TO keelson_workers;

CREATE TABLE term_position (
  coalition_id uuid NOT NULL,
  definition_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  position text NOT NULL,
  note text,
  person_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  PRIMARY KEY (coalition_id, definition_id, organization_id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, definition_id) REFERENCES term_definition(coalition_id, id),
  FOREIGN KEY (coalition_id, organization_id) REFERENCES organization(coalition_id, id),
  CHECK (("position" = ANY (ARRAY['AGREE'::text, 'CAN_LIVE_WITH'::text, 'NEEDS_TALK'::text])))
);

ALTER TABLE term_position ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON term_position USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON term_position TO keelson_apps;
GRANT SELECT ON term_position TO keelson_workers;

CREATE TABLE totp (
  person_id uuid NOT NULL,
  secret bytea NOT NULL /* AES-256-GCM under a key that follows from KEELSON_SECRET: key id, nonce, tag, text */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  confirmed_at timestamp with time zone,
  last_step bigint /* the 30 seconds whose code was used last; none of them or before is taken again */,
  PRIMARY KEY (person_id),
  FOREIGN KEY (person_id) REFERENCES person(id)
);

ALTER TABLE totp ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON totp USING ((person_id = ( SELECT current_person_id() AS current_person_id))) WITH CHECK ((person_id = ( SELECT current_person_id() AS current_person_id)));
GRANT DELETE, INSERT, SELECT, UPDATE ON totp TO keelson_apps;

-- something that an activity tries out within safe bounds, to learn from it
CREATE TABLE trial (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  hypothesis text NOT NULL,
  safe_bounds text,
  stop_condition text,
  review_on date,
  state text NOT NULL,
  state_reason text,
  started_at timestamp with time zone,
  outcome text,
  outcome_text text,
  ended_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (coalition_id, activity_id) REFERENCES activity(coalition_id, id),
  CHECK (((outcome IS NULL) = (outcome_text IS NULL))),
  CHECK (((state <> 'DROPPED'::text) OR (state_reason IS NOT NULL))),
  CHECK (((state = 'ENDED'::text) = (outcome IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['ENDED'::text, 'DROPPED'::text])) = (ended_at IS NOT NULL))),
  CHECK (((state = ANY (ARRAY['PLANNED'::text, 'DROPPED'::text])) OR (num_nulls(safe_bounds, stop_condition, review_on, started_at) = 0))),
  CHECK ((outcome = ANY (ARRAY['WORKED'::text, 'DID_NOT_WORK'::text, 'UNCLEAR'::text]))),
  CHECK ((state = ANY (ARRAY['PLANNED'::text, 'RUNNING'::text, 'ENDED'::text, 'DROPPED'::text])))
);

CREATE INDEX trial_activity ON public.trial USING btree (coalition_id, activity_id, id);
ALTER TABLE trial ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON trial USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON trial TO keelson_apps;
GRANT SELECT ON trial TO keelson_workers;

CREATE TABLE upload (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  key_id uuid,
  bytes bigint /* null until all of it has come */,
  sha256 bytea,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  CHECK (((bytes IS NULL) = (sha256 IS NULL)))
);

CREATE INDEX upload_of_coalition ON public.upload USING btree (coalition_id, created_at);
ALTER TABLE upload ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON upload USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY forget ON upload TO keelson_workers USING ((created_at < (now() - '7 days'::interval)));
GRANT DELETE, INSERT, SELECT, UPDATE ON upload TO keelson_apps;
GRANT DELETE, SELECT ON upload TO keelson_workers;

CREATE TABLE upload_chunk (
  upload_id uuid NOT NULL,
  position integer NOT NULL,
  coalition_id uuid NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (upload_id, "position"),
  FOREIGN KEY (coalition_id, upload_id) REFERENCES upload(coalition_id, id) ON DELETE CASCADE
);

ALTER TABLE upload_chunk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON upload_chunk USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT ON upload_chunk TO keelson_apps;
GRANT SELECT ON upload_chunk TO keelson_workers;

CREATE TABLE webhook_attempt (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  milliseconds integer NOT NULL,
  status integer,
  failure text,
  excerpt text /* how the answer starts */,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, delivery_id) REFERENCES webhook_delivery(coalition_id, id) ON DELETE CASCADE
);

CREATE INDEX webhook_attempt_delivery ON public.webhook_attempt USING btree (coalition_id, delivery_id, id);
ALTER TABLE webhook_attempt ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON webhook_attempt USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY forget ON webhook_attempt TO keelson_workers USING ((at < (now() - '30 days'::interval)));
GRANT INSERT, SELECT ON webhook_attempt TO keelson_workers;
GRANT SELECT ON webhook_attempt TO keelson_apps;

CREATE TABLE webhook_delivery (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  event text NOT NULL,
  body text NOT NULL /* as it is signed: every attempt sends the same bytes */,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0 /* since it was made or replayed; who sends holds the attempt by this number */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  next_attempt_at timestamp with time zone /* while one is under way: when it counts as lost */,
  settled_at timestamp with time zone,
  failure text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, endpoint_id) REFERENCES webhook_endpoint(coalition_id, id) ON DELETE CASCADE,
  CHECK (((state = 'FAILED'::text) = (failure IS NOT NULL))),
  CHECK (((state = 'PENDING'::text) = (next_attempt_at IS NOT NULL))),
  CHECK (((state = 'PENDING'::text) = (settled_at IS NULL))),
  CHECK ((state = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'FAILED'::text])))
);

CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (endpoint_id, next_attempt_at) WHERE (state = 'PENDING'::text);
CREATE INDEX webhook_delivery_of_endpoint ON public.webhook_delivery USING btree (coalition_id, endpoint_id, id);
CREATE INDEX webhook_delivery_settled ON public.webhook_delivery USING btree (settled_at);
ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON webhook_delivery USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY forget ON webhook_delivery TO keelson_workers USING ((settled_at < (now() - '30 days'::interval)));
CREATE POLICY sweep ON webhook_delivery FOR SELECT TO keelson_workers USING ((state = 'PENDING'::text));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_delivery TO keelson_workers;
GRANT INSERT, SELECT, UPDATE ON webhook_delivery TO keelson_apps;

CREATE TABLE webhook_endpoint (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  url text NOT NULL,
  description text,
  events text[] NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  failing_since timestamp with time zone /* the first failure after which nothing was taken */,
  disabled_at timestamp with time zone,
  disabled_because text,
  UNIQUE (coalition_id, id),
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id) REFERENCES coalition(id),
  FOREIGN KEY (created_by) REFERENCES person(id),
  CHECK (((disabled_at IS NULL) = (disabled_because IS NULL))),
  CHECK ((cardinality(events) > 0)),
  CHECK ((disabled_because = ANY (ARRAY['BY_HAND'::text, 'FAILING'::text, 'GONE'::text]))),
  CHECK ((url ~~ 'https://%'::text))
);

ALTER TABLE webhook_endpoint ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON webhook_endpoint USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
CREATE POLICY sweep ON webhook_endpoint FOR SELECT TO keelson_workers USING ((disabled_at IS NULL));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_endpoint TO keelson_apps;
GRANT SELECT, UPDATE ON webhook_endpoint TO keelson_workers;

CREATE TABLE webhook_secret (
  id uuid NOT NULL,
  coalition_id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  sealed bytea NOT NULL /* AES-256-GCM under a key that follows from KEELSON_SECRET */,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone /* set when another one takes its place */,
  PRIMARY KEY (id),
  FOREIGN KEY (coalition_id, endpoint_id) REFERENCES webhook_endpoint(coalition_id, id) ON DELETE CASCADE
);

CREATE INDEX webhook_secret_endpoint ON public.webhook_secret USING btree (coalition_id, endpoint_id);
ALTER TABLE webhook_secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON webhook_secret USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT (id, coalition_id, endpoint_id, created_at, expires_at), UPDATE (expires_at) ON webhook_secret TO keelson_apps;
GRANT SELECT ON webhook_secret TO keelson_workers;

-- organizations that work on something together
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

ALTER TABLE working_group ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY coalition ON working_group USING ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[]))) WITH CHECK ((coalition_id = ANY (( SELECT current_coalition_ids() AS current_coalition_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON working_group TO keelson_apps;
GRANT SELECT ON working_group TO keelson_workers;

CREATE VIEW as_of.figure_rollup_year WITH (security_invoker=true) AS
 SELECT coalition_id,
    measure_id,
    frequency,
    year_start,
    rolled_up_at
   FROM figure_rollup_year
  WHERE false;

CREATE VIEW as_of.measurement WITH (security_invoker=true) AS
 SELECT r.submission_id,
    r.measure_id,
    r.combination_id,
    r.coalition_id,
    r.batch_id,
    r.revision,
    r.number,
    r.denominator,
    r.non_value,
    r.reason
   FROM (measurement_revision r
     JOIN measurement_batch b ON ((b.id = r.batch_id)))
  WHERE ((b.written_as <= (current_setting('app.watermark_number'::text))::bigint) AND ((b.written_on <> (current_setting('app.watermark_server'::text))::bigint) OR pg_visible_in_snapshot(b.written_in, (current_setting('app.watermark_snapshot'::text))::pg_snapshot)) AND (NOT (EXISTS ( SELECT 1
           FROM (measurement_revision n
             JOIN measurement_batch b_1 ON ((b_1.id = n.batch_id)))
          WHERE ((n.submission_id = r.submission_id) AND (n.measure_id = r.measure_id) AND (n.combination_id = r.combination_id) AND (n.revision > r.revision) AND (b_1.written_as <= (current_setting('app.watermark_number'::text))::bigint) AND ((b_1.written_on <> (current_setting('app.watermark_server'::text))::bigint) OR pg_visible_in_snapshot(b_1.written_in, (current_setting('app.watermark_snapshot'::text))::pg_snapshot)))))));

CREATE VIEW as_of.measurement_batch WITH (security_invoker=true) AS
 SELECT id,
    coalition_id,
    person_id,
    key_id,
    through,
    reason,
    request_id,
    at,
    call,
    written_as,
    written_in,
    written_on
   FROM measurement_batch b
  WHERE ((written_as <= (current_setting('app.watermark_number'::text))::bigint) AND ((written_on <> (current_setting('app.watermark_server'::text))::bigint) OR pg_visible_in_snapshot(written_in, (current_setting('app.watermark_snapshot'::text))::pg_snapshot)));

CREATE VIEW as_of.submission WITH (security_invoker=true) AS
 SELECT s.id,
    s.coalition_id,
    s.organization_id,
    s.frequency,
    s.period_start,
    stood.state,
    s.reason,
    s.first_submitted_at,
    s.submitted_at,
    s.submitted_by,
    s.approved_at,
    s.approved_by,
    s.created_at
   FROM (submission s
     CROSS JOIN LATERAL ( SELECT h.state
           FROM submission_state h
          WHERE ((h.submission_id = s.id) AND (h.written_as <= (current_setting('app.watermark_number'::text))::bigint) AND ((h.written_on <> (current_setting('app.watermark_server'::text))::bigint) OR pg_visible_in_snapshot(h.written_in, (current_setting('app.watermark_snapshot'::text))::pg_snapshot)))
          ORDER BY h.written_as DESC
         LIMIT 1) stood);

CREATE VIEW as_of.submission_state WITH (security_invoker=true) AS
 SELECT coalition_id,
    submission_id,
    state,
    at,
    written_as,
    written_in,
    written_on
   FROM submission_state h
  WHERE ((written_as <= (current_setting('app.watermark_number'::text))::bigint) AND ((written_on <> (current_setting('app.watermark_server'::text))::bigint) OR pg_visible_in_snapshot(written_in, (current_setting('app.watermark_snapshot'::text))::pg_snapshot)));

CREATE VIEW search_source WITH (security_invoker=true) AS
 SELECT one.coalition_id,
    'CONVERSATION'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(( SELECT string_agg(agenda_item.topic, ' · '::text ORDER BY agenda_item."position") AS string_agg
           FROM agenda_item
          WHERE ((agenda_item.coalition_id = one.coalition_id) AND (agenda_item.conversation_id = one.id))), ''::text), NULLIF(( SELECT string_agg(array_to_string(participant.names, ' · '::text), ' · '::text) AS string_agg
           FROM participant
          WHERE ((participant.coalition_id = one.coalition_id) AND (participant.conversation_id = one.id))), ''::text), NULLIF(array_to_string(one.host_names, ' · '::text), ''::text)), ''::text) AS open_text,
    concat_ws(' · '::text, NULLIF(one.notes, ''::text), NULLIF(( SELECT string_agg(concat_ws(' · '::text, differing_note.text), ' · '::text ORDER BY differing_note.id) AS string_agg
           FROM differing_note
          WHERE ((differing_note.coalition_id = one.coalition_id) AND (differing_note.conversation_id = one.id))), ''::text), NULLIF(( SELECT string_agg(concat_ws(' · '::text, sustaining_note.keeps_us_going, sustaining_note.risks, sustaining_note.capacity, sustaining_note.funding_gap, sustaining_note.next_step), ' · '::text ORDER BY sustaining_note.id) AS string_agg
           FROM sustaining_note
          WHERE ((sustaining_note.coalition_id = one.coalition_id) AND (sustaining_note.conversation_id = one.id))), ''::text), NULLIF(( SELECT string_agg(concat_ws(' · '::text, power_note.work_to_address, power_note.none_because), ' · '::text ORDER BY power_note.id) AS string_agg
           FROM power_note
          WHERE ((power_note.coalition_id = one.coalition_id) AND (power_note.conversation_id = one.id))), ''::text)) AS closed_text,
    one.held_at AS at
   FROM conversation one
UNION ALL
 SELECT one.coalition_id,
    'DECISION'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.text AS title,
    NULL::text AS name,
    COALESCE(one.why, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM decision one
UNION ALL
 SELECT one.coalition_id,
    'BODY_DECISION'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.text AS title,
    NULL::text AS name,
    COALESCE(one.why, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM body_decision one
UNION ALL
 SELECT one.coalition_id,
    'COMMITMENT'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.title,
    NULL::text AS name,
    COALESCE(one.description, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM commitment one
UNION ALL
 SELECT one.coalition_id,
    'BRIEF'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.claim AS title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.source, ''::text), NULLIF(one.uncertain, ''::text), NULLIF(one.other_view, ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM brief one
  WHERE (one.withdrawn_at IS NULL)
UNION ALL
 SELECT one.coalition_id,
    'QUESTION'::text AS kind,
    one.id AS subject_id,
    'MEMBERS'::text AS audience,
    one.text AS title,
    NULL::text AS name,
    COALESCE(one.answer, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.asked_at AS at
   FROM question one
  WHERE (one.withdrawn_at IS NULL)
UNION ALL
 SELECT one.coalition_id,
    'INSIGHT'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.practice AS title,
    NULL::text AS name,
    COALESCE(one.text, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM insight one
  WHERE (one.withdrawn_at IS NULL)
UNION ALL
 SELECT one.coalition_id,
    'RESOURCE_LINK'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.note, ''::text), NULLIF(one.url, ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM resource_link one
  WHERE (one.withdrawn_at IS NULL)
UNION ALL
 SELECT one.coalition_id,
    'AGENDA'::text AS kind,
    one.id AS subject_id,
        CASE one.state
            WHEN 'DRAFT'::text THEN 'BACKBONE'::text
            ELSE 'EVERYBODY'::text
        END AS audience,
    COALESCE(one.vision, one.problem, ''::text) AS title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.problem, ''::text), NULLIF(one.population, ''::text), NULLIF(one.geography, ''::text), NULLIF(array_to_string(one.in_scope, ' · '::text), ''::text), NULLIF(array_to_string(one.out_of_scope, ' · '::text), ''::text), NULLIF(array_to_string(one.guiding_principles, ' · '::text), ''::text), NULLIF(( SELECT string_agg(concat_ws(' '::text, kept.what, kept."whoBenefits", kept."whatMustChange"), ' · '::text) AS string_agg
           FROM jsonb_to_recordset(one.status_quo) kept(what text, "whoBenefits" text, "whatMustChange" text)), ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM agenda one
UNION ALL
 SELECT one.coalition_id,
    'GOAL'::text AS kind,
    one.id AS subject_id,
        CASE agenda.state
            WHEN 'DRAFT'::text THEN 'BACKBONE'::text
            ELSE 'EVERYBODY'::text
        END AS audience,
    one.statement AS title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.population, ''::text), NULLIF(one.horizon, ''::text), NULLIF(one.task, ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    agenda.created_at AS at
   FROM (goal one
     JOIN agenda ON (((agenda.coalition_id = one.coalition_id) AND (agenda.id = one.agenda_id))))
UNION ALL
 SELECT one.coalition_id,
    'STRATEGY'::text AS kind,
    one.id AS subject_id,
        CASE agenda.state
            WHEN 'DRAFT'::text THEN 'BACKBONE'::text
            ELSE 'EVERYBODY'::text
        END AS audience,
    one.title,
    NULL::text AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.description, ''::text), NULLIF(one.barrier, ''::text), NULLIF(one.done_differently, ''::text), NULLIF(one.why, ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    agenda.created_at AS at
   FROM (strategy one
     JOIN agenda ON (((agenda.coalition_id = one.coalition_id) AND (agenda.id = one.agenda_id))))
UNION ALL
 SELECT one.coalition_id,
    'TERM'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.word AS title,
    one.word AS name,
    COALESCE(concat_ws(' · '::text, NULLIF(latest.text, ''::text), NULLIF(array_to_string(latest.looks_like, ' · '::text), ''::text), NULLIF(array_to_string(latest.does_not_look_like, ' · '::text), ''::text), NULLIF(( SELECT string_agg(translated.text, ' · '::text) AS string_agg
           FROM jsonb_to_recordset(latest.translations) translated(text text)), ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    latest.created_at AS at
   FROM (term one
     JOIN LATERAL ( SELECT every.id,
            every.coalition_id,
            every.term_id,
            every.number,
            every.text,
            every.looks_like,
            every.does_not_look_like,
            every.translations,
            every.written_by,
            every.created_at
           FROM term_definition every
          WHERE ((every.coalition_id = one.coalition_id) AND (every.term_id = one.id))
          ORDER BY every.number DESC
         LIMIT 1) latest ON (true))
UNION ALL
 SELECT one.coalition_id,
    'ORGANIZATION'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.name AS title,
    one.name,
    COALESCE(concat_ws(' · '::text, NULLIF(one.code, ''::text), NULLIF(one.type, ''::text)), ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM organization one
UNION ALL
 SELECT one.coalition_id,
    'STAKEHOLDER_GROUP'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.name AS title,
    one.name,
    COALESCE(one.basis, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM stakeholder_group one
UNION ALL
 SELECT one.coalition_id,
    'ACTIVITY'::text AS kind,
    one.id AS subject_id,
    'EVERYBODY'::text AS audience,
    one.title,
    one.title AS name,
    COALESCE(one.description, ''::text) AS open_text,
    NULL::text AS closed_text,
    one.created_at AS at
   FROM activity one;

CREATE OR REPLACE FUNCTION public.acts_as_administrator()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT coalesce(current_setting('app.administrator', true), '') = 'yes'
  $function$;

CREATE OR REPLACE FUNCTION public.calculate(steps text[], numerators numeric[], denominators numeric[], unresolved boolean[], OUT value numeric, OUT is_unresolved boolean)
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
  DECLARE
    n numeric[] := '{}';
    d numeric[] := '{}';
    lack integer[] := '{}';
    top integer := 0;
    step text;
    place integer;
    above numeric;
    below numeric;
    ten numeric;
    worst integer;
    sorted integer;
  BEGIN
    FOREACH step IN ARRAY steps LOOP
      IF step ~ '^(#|\d)' THEN
        top := top + 1;
        lack[top] := 0;
        IF step LIKE '#%' THEN
          place := substr(step, 2)::integer;
          above := numerators[place];
          below := denominators[place];
          IF unresolved[place] THEN
            lack[top] := 3;
          ELSIF above IS NULL OR coalesce(below, 0) = 0 THEN
            lack[top] := 2;
          END IF;
        ELSE
          above := step::numeric;
          below := 1;
        END IF;
        IF lack[top] > 0 THEN
          n[top] := 0;
          d[top] := 1;
        ELSE
          ten := ('1' || repeat('0', greatest(scale(above), scale(below))))::numeric;
          n[top] := trunc(above * ten) * sign(below);
          d[top] := trunc(abs(below) * ten);
        END IF;
      ELSIF step = '~' THEN
        n[top] := -n[top];
      ELSIF step = 'zero' THEN
        IF lack[top] IN (1, 2) THEN
          n[top] := 0;
          d[top] := 1;
          lack[top] := 0;
        END IF;
      ELSIF step = 'if' THEN
        top := top - 2;
        worst := greatest(lack[top], lack[top + 1], lack[top + 2]);
        IF worst < 2 THEN
          -- The branch that is not taken may divide by zero.
          place := CASE WHEN n[top] = 1 THEN top + 1 ELSE top + 2 END;
          worst := greatest(lack[top], lack[place]);
          n[top] := n[place];
          d[top] := d[place];
        END IF;
        lack[top] := worst;
      ELSE
        top := top - 1;
        worst := greatest(lack[top], lack[top + 1]);
        IF worst = 0 AND step = '/' AND n[top + 1] = 0 THEN
          worst := 1;
        END IF;
        lack[top] := worst;
        IF worst > 0 THEN
          n[top] := 0;
          d[top] := 1;
        ELSIF step = '*' THEN
          n[top] := n[top] * n[top + 1];
          d[top] := d[top] * d[top + 1];
        ELSIF step = '/' THEN
          above := n[top] * d[top + 1] * sign(n[top + 1]);
          d[top] := d[top] * abs(n[top + 1]);
          n[top] := above;
        ELSIF step IN ('+', '-') THEN
          below := CASE step WHEN '+' THEN n[top + 1] ELSE -n[top + 1] END;
          IF d[top] = d[top + 1] THEN
            n[top] := n[top] + below;
          ELSE
            n[top] := n[top] * d[top + 1] + below * d[top];
            d[top] := d[top] * d[top + 1];
          END IF;
        ELSE
          sorted := sign(n[top] * d[top + 1] - n[top + 1] * d[top]);
          IF step IN ('min', 'max') THEN
            IF (step = 'min') = (sorted > 0) THEN
              n[top] := n[top + 1];
              d[top] := d[top + 1];
            END IF;
          ELSE
            n[top] := CASE WHEN CASE step WHEN '<' THEN sorted < 0 WHEN '<=' THEN sorted <= 0 WHEN '>' THEN sorted > 0
                                          WHEN '>=' THEN sorted >= 0 WHEN '=' THEN sorted = 0 WHEN '!=' THEN sorted <> 0 END
                           THEN 1 ELSE 0 END;
            d[top] := 1;
          END IF;
        END IF;
      END IF;
    END LOOP;
    is_unresolved := lack[1] = 3;
    -- Rounded once, half away from zero; multiplied by the sixth place, since a division would round first.
    IF lack[1] = 0 THEN
      value := trim_scale(sign(n[1]) * div(2 * abs(n[1]) * 1000000 + d[1], 2 * d[1]) * 0.000001);
    END IF;
  END
  $function$;

CREATE OR REPLACE FUNCTION public.current_coalition_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT coalesce(string_to_array(nullif(current_setting('app.coalition_ids', true), ''), ',')::uuid[], '{}')
  $function$;

CREATE OR REPLACE FUNCTION public.current_key_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT nullif(current_setting('app.key_id', true), '')::uuid
  $function$;

CREATE OR REPLACE FUNCTION public.current_person_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT nullif(current_setting('app.person_id', true), '')::uuid
  $function$;

CREATE OR REPLACE FUNCTION public.current_secret_hash()
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT decode(nullif(current_setting('app.secret_hash', true), ''), 'hex')
  $function$;

CREATE OR REPLACE FUNCTION public.fold_text(content text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(NORMALIZE(content, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text));

CREATE OR REPLACE FUNCTION public.index_coalition_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    UPDATE search_entry SET title = title WHERE coalition_id = NEW.id;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.index_search_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    stemmer constant regconfig := stemmer_of_coalition(NEW.coalition_id);
  BEGIN
    NEW.folded_name := fold_text(NEW.name);
    NEW.open_words := words_of(stemmer, NEW.title, 'A') || words_of(stemmer, NEW.open_text, 'B');
    NEW.all_words := CASE WHEN NEW.closed_text <> '' THEN NEW.open_words || words_of(stemmer, NEW.closed_text, 'C') END;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_agenda()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    moves constant text[] := '{state,proposed_at,replaces_id,adopted_at,superseded_at}';
    arrow constant text := OLD.state || ' to ' || CASE TG_OP WHEN 'DELETE' THEN 'deleted' ELSE NEW.state END;
  BEGIN
    IF arrow IN ('DRAFT to DRAFT', 'DRAFT to CONSULTING', 'CONSULTING to CONSULTING', 'CONSULTING to PROPOSED') THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves
      OR arrow NOT IN ('PROPOSED to CONSULTING', 'PROPOSED to ADOPTED', 'ADOPTED to SUPERSEDED')
      OR OLD.state = 'ADOPTED' AND (NEW.adopted_at, NEW.replaces_id, NEW.proposed_at)
        IS DISTINCT FROM (OLD.adopted_at, OLD.replaces_id, OLD.proposed_at)
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
      IF owner.state NOT IN ('DRAFT', 'CONSULTING') THEN
        RAISE EXCEPTION '% of an agenda that was proposed is immutable', TG_TABLE_NAME;
      END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_body_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    once constant text[] := '{confirmed_by,confirmed_for_id,confirmed_at}';
  BEGIN
    IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL OR to_jsonb(NEW) - once <> to_jsonb(OLD) - once THEN
      RAISE EXCEPTION 'body_decision % is immutable', OLD.id;
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    moves constant text[] := '{review_on,reviewed_at}';
  BEGIN
    IF TG_OP = 'DELETE' OR NEW.reviewed_at IS NULL OR to_jsonb(NEW) - moves <> to_jsonb(OLD) - moves THEN
      RAISE EXCEPTION 'decision is append-only';
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_search_entries_of_agenda()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    UPDATE search_entry SET audience = CASE NEW.state WHEN 'DRAFT' THEN 'BACKBONE' ELSE 'EVERYBODY' END
     WHERE coalition_id = NEW.coalition_id AND (
           kind = 'GOAL' AND subject_id IN (SELECT id FROM goal WHERE coalition_id = NEW.coalition_id AND agenda_id = NEW.id)
        OR kind = 'STRATEGY' AND subject_id IN (SELECT id FROM strategy WHERE coalition_id = NEW.coalition_id AND agenda_id = NEW.id));
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_search_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  DECLARE
    changed constant jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    of_coalition constant uuid := changed ->> 'coalition_id';
    of_subject constant uuid := changed ->> TG_ARGV[1];
  BEGIN
    INSERT INTO search_entry (coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at)
    SELECT coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at FROM search_source
     WHERE coalition_id = of_coalition AND kind = TG_ARGV[0] AND subject_id = of_subject
    ON CONFLICT (coalition_id, kind, subject_id) DO UPDATE SET (audience, title, name, open_text, closed_text, at)
      = (EXCLUDED.audience, EXCLUDED.title, EXCLUDED.name, EXCLUDED.open_text, EXCLUDED.closed_text, EXCLUDED.at);
    IF NOT FOUND THEN
      DELETE FROM search_entry WHERE coalition_id = of_coalition AND kind = TG_ARGV[0] AND subject_id = of_subject;
    END IF;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.keep_submission_states()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO submission_state (coalition_id, submission_id, state) SELECT coalition_id, id, state FROM became;
    ELSE
      INSERT INTO submission_state (coalition_id, submission_id, state)
      SELECT n.coalition_id, n.id, n.state FROM became n JOIN was o ON o.id = n.id WHERE o.state <> n.state;
    END IF;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.plan_scorecard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    INSERT INTO scorecard_turn (coalition_id, due_at) VALUES (NEW.id, now());
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.queue_all_figures()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    INSERT INTO figure_queue (coalition_id) VALUES ((to_jsonb(NEW) ->> TG_ARGV[0])::uuid);
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.queue_figures()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    EXECUTE format('INSERT INTO figure_queue (coalition_id, measure_id) SELECT DISTINCT coalition_id, (%s)::uuid FROM written', TG_ARGV[0]);
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.queue_figures_of_cells()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
  BEGIN
    IF (SELECT count(*) FROM (SELECT FROM written LIMIT 501) AS many) > 500 THEN
      INSERT INTO figure_queue (coalition_id, frequency, day, submitted)
      SELECT DISTINCT s.coalition_id, s.frequency, CASE s.frequency WHEN 'WEEK' THEN s.period_start + 3 ELSE s.period_start END, s.state = 'SUBMITTED'
        FROM (
          SELECT id, coalition_id, frequency, period_start, state FROM submission
           WHERE id = ANY (ARRAY(SELECT DISTINCT submission_id FROM written)) ORDER BY id FOR SHARE) s
       WHERE s.state IN ('SUBMITTED', 'APPROVED');
    ELSE
      INSERT INTO figure_queue (coalition_id, measure_id, frequency, day, submitted)
      SELECT DISTINCT s.coalition_id, c.measure_id, s.frequency, CASE s.frequency WHEN 'WEEK' THEN s.period_start + 3 ELSE s.period_start END, s.state = 'SUBMITTED'
        FROM (SELECT DISTINCT submission_id, measure_id FROM written) c
        JOIN (
          SELECT id, coalition_id, frequency, period_start, state FROM submission
           WHERE id = ANY (ARRAY(SELECT DISTINCT submission_id FROM written)) ORDER BY id FOR SHARE) s ON s.id = c.submission_id
       WHERE s.state IN ('SUBMITTED', 'APPROVED');
    END IF;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.queue_figures_of_margins()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    INSERT INTO figure_queue (coalition_id)
    SELECT DISTINCT w.coalition_id FROM written w JOIN combination k ON k.id = w.combination_id
     WHERE k.xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.queue_figures_of_submissions()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
  BEGIN
    INSERT INTO figure_queue (coalition_id, frequency, day, submitted)
    SELECT DISTINCT s.coalition_id, s.frequency, CASE s.frequency WHEN 'WEEK' THEN s.period_start + 3 ELSE s.period_start END, 'APPROVED' NOT IN (o.state, n.state)
      FROM was o
      JOIN became n ON n.id = o.id
     CROSS JOIN LATERAL (VALUES (o.coalition_id, o.frequency, o.period_start), (n.coalition_id, n.frequency, n.period_start))
           AS s (coalition_id, frequency, period_start)
     WHERE (o.state, o.coalition_id, o.organization_id, o.frequency, o.period_start)
           IS DISTINCT FROM (n.state, n.coalition_id, n.organization_id, n.frequency, n.period_start)
       AND (o.state IN ('SUBMITTED', 'APPROVED') OR n.state IN ('SUBMITTED', 'APPROVED'));
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
  END $function$;

CREATE OR REPLACE FUNCTION public.server_identifier()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
    SELECT system_identifier FROM pg_control_system()
  $function$;

CREATE OR REPLACE FUNCTION public.start_digest_clock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      INSERT INTO digest_clock (coalition_id) VALUES (NEW.id);
      RETURN NULL;
    END
  $function$;

CREATE OR REPLACE FUNCTION public.stemmer_of(language text)
 RETURNS regconfig
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE split_part(lower(language), '-'::text, 1) WHEN 'ar'::text THEN 'arabic'::regconfig WHEN 'ca'::text THEN 'catalan'::regconfig WHEN 'da'::text THEN 'danish'::regconfig WHEN 'de'::text THEN 'german'::regconfig WHEN 'el'::text THEN 'greek'::regconfig WHEN 'en'::text THEN 'english'::regconfig WHEN 'es'::text THEN 'spanish'::regconfig WHEN 'et'::text THEN 'estonian'::regconfig WHEN 'eu'::text THEN 'basque'::regconfig WHEN 'fi'::text THEN 'finnish'::regconfig WHEN 'fr'::text THEN 'french'::regconfig WHEN 'ga'::text THEN 'irish'::regconfig WHEN 'hi'::text THEN 'hindi'::regconfig WHEN 'hu'::text THEN 'hungarian'::regconfig WHEN 'hy'::text THEN 'armenian'::regconfig WHEN 'id'::text THEN 'indonesian'::regconfig WHEN 'it'::text THEN 'italian'::regconfig WHEN 'lt'::text THEN 'lithuanian'::regconfig WHEN 'nb'::text THEN 'norwegian'::regconfig WHEN 'ne'::text THEN 'nepali'::regconfig WHEN 'nl'::text THEN 'dutch'::regconfig WHEN 'nn'::text THEN 'norwegian'::regconfig WHEN 'no'::text THEN 'norwegian'::regconfig WHEN 'pt'::text THEN 'portuguese'::regconfig WHEN 'ro'::text THEN 'romanian'::regconfig WHEN 'ru'::text THEN 'russian'::regconfig WHEN 'sr'::text THEN 'serbian'::regconfig WHEN 'sv'::text THEN 'swedish'::regconfig WHEN 'ta'::text THEN 'tamil'::regconfig WHEN 'tr'::text THEN 'turkish'::regconfig WHEN 'yi'::text THEN 'yiddish'::regconfig ELSE 'simple'::regconfig END;

CREATE OR REPLACE FUNCTION public.stemmer_of_coalition(coalition_id uuid)
 RETURNS regconfig
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
    SELECT stemmer_of(coalesce(to_jsonb(c) ->> 'language', 'en')) FROM coalition c WHERE c.id = $1
  $function$;

CREATE OR REPLACE FUNCTION public.tell_report_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF TG_TABLE_NAME = 'report' THEN
      PERFORM pg_notify('report_changed', NEW.id::text);
    ELSE
      PERFORM pg_notify('report_changed', NEW.report_id::text);
    END IF;
    RETURN NULL;
  END $function$;

CREATE OR REPLACE FUNCTION public.words_of(stemmer regconfig, content text, weight "char")
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN setweight((((to_tsvector(stemmer, COALESCE(content, ''::text)) || ''' '':50'::tsvector) || to_tsvector('simple'::regconfig, COALESCE(content, ''::text))) || ''' '':50'::tsvector), weight);
