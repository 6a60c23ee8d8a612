import { forward } from './forward.js';

// Search. One tsvector holds each word twice: stemmed by 'english' (so that "meetings" finds "meeting"; words of other
// languages are stemmed alike on both sides, so they still find themselves) and as written by 'simple' (so that a text of
// English stop words only, such as the name WHO, can be found; search-communications.sql.ts asks 'simple' only then).
// The lexeme ' ', which no parser makes, keeps a phrase from matching across the end of one text and the start of the next.
// A conversation has two of them, because FUNDER and OBSERVER must not find what only the notes say: a filter after
// the match would tell them by a missing hit ("bus -lawsuit").
// The columns are kept by triggers because a conversation's words include its agenda items, which are rows of their own.
// `logged_by_id` refers to no person: the log stays when a person's data is deleted on request.
export const Communications1763800000700 = forward(
  'Communications1763800000700',
  `
  CREATE FUNCTION words_of(content text, weight "char") RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(
      to_tsvector('english'::regconfig, coalesce(content, '')) || ''' '':50'::tsvector ||
      to_tsvector('simple'::regconfig, coalesce(content, '')) || ''' '':50'::tsvector,
      weight
    );

  CREATE TABLE conversation (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL REFERENCES coalition,
    channel text NOT NULL CHECK (channel IN ('MEETING', 'CALL', 'MESSAGE', 'VISIT')),
    title text NOT NULL,
    held_at timestamptz NOT NULL,
    host_names text[] NOT NULL DEFAULT '{}',
    notes text,
    agenda_id uuid,
    logged_by_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    words tsvector NOT NULL,
    open_words tsvector NOT NULL,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, agenda_id) REFERENCES agenda (coalition_id, id)
  );
  CREATE INDEX conversation_held ON conversation (coalition_id, held_at, id);
  CREATE INDEX conversation_words ON conversation USING gin (words);
  CREATE INDEX conversation_open_words ON conversation USING gin (open_words);

  CREATE TABLE conversation_host (
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    PRIMARY KEY (coalition_id, conversation_id, organization_id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX conversation_host_organization ON conversation_host (coalition_id, organization_id);

  CREATE TABLE participant (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    people integer NOT NULL CHECK (people >= 1),
    names text[] NOT NULL DEFAULT '{}',
    UNIQUE (coalition_id, conversation_id, organization_id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX participant_organization ON participant (coalition_id, organization_id);

  CREATE TABLE conversation_activity (
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    activity_id uuid NOT NULL,
    PRIMARY KEY (coalition_id, conversation_id, activity_id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, activity_id) REFERENCES activity (coalition_id, id)
  );
  CREATE INDEX conversation_activity_activity ON conversation_activity (coalition_id, activity_id);

  CREATE TABLE agenda_item (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    position integer NOT NULL CHECK (position >= 1),
    topic text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('INFORM', 'TALK', 'DECIDE')),
    UNIQUE (coalition_id, conversation_id, position),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id)
  );

  CREATE FUNCTION index_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.open_words := words_of(NEW.title, 'A') || words_of(
      (SELECT string_agg(topic, ' ' ORDER BY position) FROM agenda_item
       WHERE coalition_id = NEW.coalition_id AND conversation_id = NEW.id), 'B');
    NEW.words := NEW.open_words || words_of(NEW.notes, 'C');
    RETURN NEW;
  END $$;
  CREATE TRIGGER conversation_is_indexed BEFORE INSERT OR UPDATE ON conversation
    FOR EACH ROW EXECUTE FUNCTION index_conversation();

  CREATE FUNCTION index_agenda_items() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE conversation SET title = title WHERE (coalition_id, id) IN (SELECT coalition_id, conversation_id FROM changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER agenda_item_added_is_indexed AFTER INSERT ON agenda_item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();
  CREATE TRIGGER agenda_item_changed_is_indexed AFTER UPDATE ON agenda_item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();
  CREATE TRIGGER agenda_item_removed_is_indexed AFTER DELETE ON agenda_item
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION index_agenda_items();

  CREATE TABLE decision (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    text text NOT NULL,
    why text NOT NULL,
    decided_on date NOT NULL,
    review_on date,
    supersedes_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    words tsvector NOT NULL,
    UNIQUE (coalition_id, id),
    UNIQUE (coalition_id, supersedes_id),
    CHECK (review_on > decided_on),
    CHECK (supersedes_id <> id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, supersedes_id) REFERENCES decision (coalition_id, id)
  );
  CREATE INDEX decision_decided ON decision (coalition_id, decided_on, id);
  CREATE INDEX decision_conversation ON decision (coalition_id, conversation_id);
  CREATE INDEX decision_words ON decision USING gin (words);

  CREATE FUNCTION index_decision() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.words := words_of(NEW.text, 'A') || words_of(NEW.why, 'B');
    RETURN NEW;
  END $$;
  CREATE TRIGGER decision_is_indexed BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION index_decision();
  CREATE TRIGGER decision_is_immutable BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

  CREATE TABLE action_item (
    id uuid PRIMARY KEY,
    coalition_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    description text NOT NULL,
    owner_organization_id uuid NOT NULL,
    owner_name text,
    due date NOT NULL,
    done_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    words tsvector NOT NULL,
    UNIQUE (coalition_id, id),
    FOREIGN KEY (coalition_id, conversation_id) REFERENCES conversation (coalition_id, id),
    FOREIGN KEY (coalition_id, owner_organization_id) REFERENCES organization (coalition_id, id)
  );
  CREATE INDEX action_item_due ON action_item (coalition_id, due, id);
  CREATE INDEX action_item_conversation ON action_item (coalition_id, conversation_id);
  CREATE INDEX action_item_words ON action_item USING gin (words);

  CREATE FUNCTION index_action_item() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.words := words_of(NEW.description, 'A');
    RETURN NEW;
  END $$;
  CREATE TRIGGER action_item_is_indexed BEFORE INSERT OR UPDATE OF description ON action_item
    FOR EACH ROW EXECUTE FUNCTION index_action_item();
  `,
);
