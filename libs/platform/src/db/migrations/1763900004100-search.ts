import { forward } from './forward.js';
import { protect } from './protect.js';

/** Languages by their ISO 639 codes, and the configuration by which PostgreSQL stems their words. */
const stemmers: Record<string, string> = {
  ...{ ar: 'arabic', ca: 'catalan', da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish' },
  ...{ et: 'estonian', eu: 'basque', fi: 'finnish', fr: 'french', ga: 'irish', hi: 'hindi', hu: 'hungarian' },
  ...{ hy: 'armenian', id: 'indonesian', it: 'italian', lt: 'lithuanian', nb: 'norwegian', ne: 'nepali' },
  ...{ nl: 'dutch', nn: 'norwegian', no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian' },
  ...{ sr: 'serbian', sv: 'swedish', ta: 'tamil', tr: 'turkish', yi: 'yiddish' },
};
const stemmed = Object.entries(stemmers).map(([code, name]) => `WHEN '${code}' THEN '${name}'::regconfig`);

const texts = (...parts: string[]) => `concat_ws(' · ', ${parts.map((part) => `nullif(${part}, '')`).join(', ')})`;
const lines = (array: string) => `array_to_string(${array}, ' · ')`;

const beside = (table: string, columns: string) =>
  `(SELECT string_agg(concat_ws(' · ', ${columns}), ' · ' ORDER BY id) FROM ${table}
          WHERE coalition_id = one.coalition_id AND conversation_id = one.id)`;
const differingNotes = beside('differing_note', 'text');
const sustainingNote = beside('sustaining_note', 'keeps_us_going, risks, capacity, funding_gap, next_step');
const powerNote = beside('power_note', 'work_to_address, none_because');

/** What is searched: for each kind where its rows come from, who may know of them, and their texts. */
const sources: Record<string, { from: string; audience?: string; name?: string; closed?: string } & Found> = {
  CONVERSATION: {
    ...{ from: 'conversation AS one', title: 'one.title', at: 'one.held_at' },
    closed: texts('one.notes', differingNotes, sustainingNote, powerNote),
    open: texts(
      `(SELECT string_agg(topic, ' · ' ORDER BY position) FROM agenda_item
          WHERE coalition_id = one.coalition_id AND conversation_id = one.id)`,
      `(SELECT string_agg(${lines('names')}, ' · ') FROM participant
          WHERE coalition_id = one.coalition_id AND conversation_id = one.id)`,
      lines('one.host_names'),
    ),
  },
  DECISION: { from: 'decision AS one', title: 'one.text', open: 'one.why', at: 'one.created_at' },
  BODY_DECISION: { from: 'body_decision AS one', title: 'one.text', open: 'one.why', at: 'one.created_at' },
  COMMITMENT: {
    ...{ from: 'commitment AS one', title: 'one.title', open: 'one.description', at: 'one.created_at' },
  },
  BRIEF: {
    ...{ from: 'brief AS one WHERE one.withdrawn_at IS NULL', title: 'one.claim', at: 'one.created_at' },
    open: texts('one.source', 'one.uncertain', 'one.other_view'),
  },
  QUESTION: {
    ...{ from: 'question AS one WHERE one.withdrawn_at IS NULL', audience: `'MEMBERS'` },
    ...{ title: 'one.text', open: 'one.answer', at: 'one.asked_at' },
  },
  INSIGHT: {
    ...{ from: 'insight AS one WHERE one.withdrawn_at IS NULL', title: 'one.practice', open: 'one.text' },
    at: 'one.created_at',
  },
  RESOURCE_LINK: {
    ...{ from: 'resource_link AS one WHERE one.withdrawn_at IS NULL', title: 'one.title' },
    ...{ open: texts('one.note', 'one.url'), at: 'one.created_at' },
  },
  AGENDA: {
    ...{ from: 'agenda AS one', audience: `CASE one.state WHEN 'DRAFT' THEN 'BACKBONE' ELSE 'EVERYBODY' END` },
    ...{ title: `coalesce(one.vision, one.problem, '')`, at: 'one.created_at' },
    open: texts(
      ...['one.problem', 'one.population', 'one.geography'],
      ...['one.in_scope', 'one.out_of_scope', 'one.guiding_principles'].map(lines),
      `(SELECT string_agg(concat_ws(' ', what, "whoBenefits", "whatMustChange"), ' · ')
          FROM jsonb_to_recordset(one.status_quo) AS kept (what text, "whoBenefits" text, "whatMustChange" text))`,
    ),
  },
  GOAL: {
    from: 'goal AS one JOIN agenda ON agenda.coalition_id = one.coalition_id AND agenda.id = one.agenda_id',
    ...{ audience: `CASE agenda.state WHEN 'DRAFT' THEN 'BACKBONE' ELSE 'EVERYBODY' END`, at: 'agenda.created_at' },
    ...{ title: 'one.statement', open: texts('one.population', 'one.horizon', 'one.task') },
  },
  STRATEGY: {
    from: 'strategy AS one JOIN agenda ON agenda.coalition_id = one.coalition_id AND agenda.id = one.agenda_id',
    ...{ audience: `CASE agenda.state WHEN 'DRAFT' THEN 'BACKBONE' ELSE 'EVERYBODY' END`, at: 'agenda.created_at' },
    ...{ title: 'one.title', open: texts('one.description', 'one.barrier', 'one.done_differently', 'one.why') },
  },
  TERM: {
    from: `term AS one JOIN LATERAL (
      SELECT * FROM term_definition AS every
       WHERE every.coalition_id = one.coalition_id AND every.term_id = one.id ORDER BY number DESC LIMIT 1) AS latest ON true`,
    ...{ title: 'one.word', name: 'one.word', at: 'latest.created_at' },
    open: texts(
      ...['latest.text', lines('latest.looks_like'), lines('latest.does_not_look_like')],
      `(SELECT string_agg(text, ' · ') FROM jsonb_to_recordset(latest.translations) AS translated (text text))`,
    ),
  },
  ORGANIZATION: {
    ...{ from: 'organization AS one', title: 'one.name', name: 'one.name', at: 'one.created_at' },
    open: texts('one.code', 'one.type'),
  },
  STAKEHOLDER_GROUP: {
    ...{ from: 'stakeholder_group AS one', title: 'one.name', name: 'one.name', open: 'one.basis' },
    at: 'one.created_at',
  },
  ACTIVITY: {
    ...{ from: 'activity AS one', title: 'one.title', name: 'one.title', open: 'one.description' },
    at: 'one.created_at',
  },
};

interface Found {
  title: string;
  open: string;
  at: string;
}

const branchOf = ([kind, { from, audience, title, name, open, closed, at }]: [string, (typeof sources)[string]]) => `
    SELECT one.coalition_id, '${kind}' AS kind, one.id AS subject_id, ${audience ?? `'EVERYBODY'`} AS audience,
      ${title} AS title, ${name ?? 'NULL'} AS name, coalesce(${open}, '') AS open_text, ${closed ?? 'NULL'} AS closed_text, ${at} AS at
    FROM ${from}`;

/** The tables whose rows change what is found, the kind that is, and the column that leads to it. */
const triggers: [table: string, kind: string, subject?: string, columns?: string][] = [
  ['conversation', 'CONVERSATION'],
  ['agenda_item', 'CONVERSATION', 'conversation_id'],
  ['participant', 'CONVERSATION', 'conversation_id'],
  ['differing_note', 'CONVERSATION', 'conversation_id'],
  ['sustaining_note', 'CONVERSATION', 'conversation_id'],
  ['power_note', 'CONVERSATION', 'conversation_id'],
  ['decision', 'DECISION'],
  ['body_decision', 'BODY_DECISION'],
  // The worker, which may write no entry, notes here whom it has told.
  ['commitment', 'COMMITMENT', 'id', 'title, description'],
  ['brief', 'BRIEF'],
  ['question', 'QUESTION'],
  ['insight', 'INSIGHT'],
  ['resource_link', 'RESOURCE_LINK'],
  ['agenda', 'AGENDA'],
  ['goal', 'GOAL'],
  ['strategy', 'STRATEGY'],
  ['term', 'TERM'],
  ['term_definition', 'TERM', 'term_id'],
  ['organization', 'ORGANIZATION'],
  ['stakeholder_group', 'STAKEHOLDER_GROUP'],
  ['activity', 'ACTIVITY'],
];

// One table holds what is searched of every kind, with its words: a search asks one statement of one table, and a kind is
// one branch of the view search_source and its trigger. Its texts are copies, so that a coalition that changes its
// language is indexed anew by one UPDATE, and a headline needs no second look.
// No GIN index on words: @@ is no leakproof operator, so under row-level security PostgreSQL never uses one (EXPLAIN says
// so). The primary key leads to a coalition's rows, and their kept words are matched one by one: 7,300 entries, of which
// 5,000 are conversations with 200 words of notes, in 20 ms; words made while asked take 870 ms.
// Each word stands twice: stemmed in the coalition's language, and as written, for texts of stop words only (the name WHO).
// The lexeme ' ', which no parser makes, keeps a phrase from matching across the end of one text and the start of the next.
// The language is read as JSON because its column is younger than this migration.
export const Search1763900004100 = forward(
  'Search1763900004100',
  `
  CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

  CREATE FUNCTION stemmer_of(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE split_part(lower(language), '-', 1) ${stemmed.join(' ')} ELSE 'simple'::regconfig END;
  CREATE FUNCTION stemmer_of_coalition(coalition_id uuid) RETURNS regconfig LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT stemmer_of(coalesce(to_jsonb(c) ->> 'language', 'en')) FROM coalition c WHERE c.id = $1
  $$;
  CREATE FUNCTION words_of(stemmer regconfig, content text, weight "char") RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(
      to_tsvector(stemmer, coalesce(content, '')) || ''' '':50'::tsvector ||
      to_tsvector('simple'::regconfig, coalesce(content, '')) || ''' '':50'::tsvector,
      weight
    );
  CREATE FUNCTION fold_text(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(regexp_replace(normalize(content, NFKD), '[\\u0300-\\u036f]', '', 'g'));

  CREATE TABLE search_entry (
    coalition_id uuid NOT NULL REFERENCES coalition,
    kind text NOT NULL CHECK (kind IN (${Object.keys(sources)
      .map((kind) => `'${kind}'`)
      .join(', ')})),
    subject_id uuid NOT NULL,
    audience text NOT NULL CHECK (audience IN ('EVERYBODY', 'MEMBERS', 'BACKBONE')),
    title text NOT NULL,
    name text,
    folded_name text,
    open_text text NOT NULL,
    closed_text text,
    at timestamptz NOT NULL,
    open_words tsvector NOT NULL,
    all_words tsvector,
    PRIMARY KEY (coalition_id, kind, subject_id)
  );
  COMMENT ON TABLE search_entry IS 'what search finds, kept by triggers from the tables that it is about';
  COMMENT ON COLUMN search_entry.audience IS 'who may know of it; MEMBERS are backbone and partners';
  COMMENT ON COLUMN search_entry.folded_name IS 'where it is found by what sounds alike: the name without case and accents';
  COMMENT ON COLUMN search_entry.closed_text IS 'what only backbone and partners read';
  COMMENT ON COLUMN search_entry.all_words IS 'with those of the closed text, where there is one';
  ${protect('search_entry', { app: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT' })}

  CREATE VIEW search_source WITH (security_invoker = true) AS ${Object.entries(sources).map(branchOf).join('\n    UNION ALL')};
  GRANT SELECT ON search_source TO keelson_apps;

  CREATE FUNCTION index_search_entry() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    stemmer constant regconfig := stemmer_of_coalition(NEW.coalition_id);
  BEGIN
    NEW.folded_name := fold_text(NEW.name);
    NEW.open_words := words_of(stemmer, NEW.title, 'A') || words_of(stemmer, NEW.open_text, 'B');
    NEW.all_words := CASE WHEN NEW.closed_text <> '' THEN NEW.open_words || words_of(stemmer, NEW.closed_text, 'C') END;
    RETURN NEW;
  END $$;
  CREATE TRIGGER search_entry_is_indexed BEFORE INSERT OR UPDATE ON search_entry
    FOR EACH ROW EXECUTE FUNCTION index_search_entry();

  -- A generic plan reads one branch of the view, as the others ask for another kind; planning all of them takes longer.
  CREATE FUNCTION keep_search_entry() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
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
  END $$;
  ${triggers
    .map(
      ([table, kind, subject = 'id', columns]) => `
  CREATE TRIGGER ${table}_is_found AFTER INSERT OR UPDATE${columns ? ` OF ${columns}` : ''} OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION keep_search_entry('${kind}', '${subject}');`,
    )
    .join('')}

  -- Who may know of a version may know of its goals and strategies.
  CREATE FUNCTION keep_search_entries_of_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE search_entry SET audience = CASE NEW.state WHEN 'DRAFT' THEN 'BACKBONE' ELSE 'EVERYBODY' END
     WHERE coalition_id = NEW.coalition_id AND (
           kind = 'GOAL' AND subject_id IN (SELECT id FROM goal WHERE coalition_id = NEW.coalition_id AND agenda_id = NEW.id)
        OR kind = 'STRATEGY' AND subject_id IN (SELECT id FROM strategy WHERE coalition_id = NEW.coalition_id AND agenda_id = NEW.id));
    RETURN NULL;
  END $$;
  CREATE TRIGGER agenda_shows_its_parts AFTER UPDATE OF state ON agenda
    FOR EACH ROW WHEN (OLD.state = 'DRAFT' AND NEW.state <> 'DRAFT') EXECUTE FUNCTION keep_search_entries_of_agenda();

  CREATE FUNCTION index_coalition_anew() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE search_entry SET title = title WHERE coalition_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER coalition_language_is_searched AFTER UPDATE ON coalition FOR EACH ROW
    WHEN (stemmer_of(to_jsonb(OLD) ->> 'language') IS DISTINCT FROM stemmer_of(to_jsonb(NEW) ->> 'language'))
    EXECUTE FUNCTION index_coalition_anew();

  -- In place of the columns and triggers of each table.
  DROP TRIGGER conversation_is_indexed ON conversation;
  DROP TRIGGER agenda_item_added_is_indexed ON agenda_item;
  DROP TRIGGER agenda_item_changed_is_indexed ON agenda_item;
  DROP TRIGGER agenda_item_removed_is_indexed ON agenda_item;
  DROP TRIGGER decision_is_indexed ON decision;
  DROP TRIGGER commitment_is_indexed ON commitment;
  ALTER TABLE conversation DROP words, DROP open_words;
  ALTER TABLE decision DROP words;
  ALTER TABLE commitment DROP words;
  DROP FUNCTION index_conversation(), index_agenda_items(), index_decision(), index_commitment(), words_of(text, "char");

  -- An owner who is no superuser meets the policies too: they are lifted to name every coalition, and met from there on.
  ALTER TABLE coalition NO FORCE ROW LEVEL SECURITY;
  SELECT set_config('app.coalition_ids', coalesce(string_agg(id::text, ','), ''), true) FROM coalition;
  ALTER TABLE coalition FORCE ROW LEVEL SECURITY;
  INSERT INTO search_entry (coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at)
  SELECT coalition_id, kind, subject_id, audience, title, name, open_text, closed_text, at FROM search_source;
  SELECT set_config('app.coalition_ids', '', true);
  `,
);
