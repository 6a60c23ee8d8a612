/*
 * What the reader typed, as $2 in websearch syntax ("a phrase", or, -not), stemmed in the language of the coalition $1.
 * A text without any word but stop words (the name WHO) is matched as written; "or"-ing both ways always would let a stem
 * slip past "-word". Names are asked for by what is like them, unless somebody means exactly what is written, by a quote
 * or a minus. Matched words are those of the audiences $4 that the reader belongs to, with closed texts for MEMBERS: what
 * a reader may not see is never matched and then taken out, so neither a hit nor a missing hit tells what it says.
 * MATERIALIZED: the text is parsed once, and not for every entry.
 */
const matched = `
asked AS MATERIALIZED (
  SELECT config, websearch_to_tsquery(config, $2) AS query,
    CASE WHEN $2 !~ '"|(^|\\s)-' THEN fold_text($2) END AS name
  FROM (
    SELECT CASE WHEN numnode(websearch_to_tsquery(stemmer, $2)) > 0 THEN stemmer ELSE 'simple'::regconfig END AS config
    FROM (SELECT stemmer_of_coalition($1) AS stemmer) AS spoken
  ) AS choice
), seen AS (
  SELECT entry.kind, entry.subject_id, entry.title, entry.at, entry.folded_name, asked.query, asked.name,
    CASE WHEN 'MEMBERS' = ANY ($4::text[]) THEN coalesce(entry.all_words, entry.open_words) ELSE entry.open_words END AS words
  FROM asked, search_entry AS entry
  WHERE entry.coalition_id = $1 AND entry.kind = ANY ($3::text[]) AND entry.audience = ANY ($4::text[])
), compared AS (
  SELECT kind, subject_id, title, at, query, words, words @@ query AS holds_words,
    CASE WHEN folded_name IS NOT NULL AND name IS NOT NULL THEN strict_word_similarity(name, folded_name) ELSE 0 END AS likeness
  FROM seen
), hit AS (
  SELECT kind, subject_id AS id, title, at, holds_words,
    (CASE WHEN holds_words THEN 1 + ts_rank(words, query, 1) ELSE 0 END + likeness)::float8 AS rank
  FROM compared
  WHERE holds_words OR likeness >= 0.4
)`;

/**
 * Question: what of a coalition that the reader may see holds these words, or is named like them, best match first?
 *
 * Parameters: $1 coalition_id uuid · $2 what the reader typed, text · $3 kinds text[] · $4 audiences text[] · $5, $6 rank
 *   float8 and id uuid of the hit after which the page starts, or NULL · $7 true: the page before it instead · $8 how many
 * Columns: kind text · id uuid · title text · at timestamptz (held, decided, said or made) · rank float8 · headline text:
 *   plain text, matches between « and » (such marks in the text itself become ‹ and ›)
 *
 * Why so: what holds the words ranks above 1 and comes before what is only named alike. A likeness of 0.4 finds
 * "Riverside" by "Rivreside" (0.43) and leaves "tram" out (0.22). \`1\` in ts_rank divides by the logarithm of the length, so that
 * long notes do not outweigh a title. Ids break ties, as UUIDv7 puts the newest last. Headlines are made for one page only.
 */
export const searchSql = `
WITH ${matched}, page AS (
  SELECT * FROM hit
  WHERE $5::float8 IS NULL OR CASE WHEN $7::boolean THEN (rank, id) > ($5::float8, $6::uuid) ELSE (rank, id) < ($5::float8, $6::uuid) END
  ORDER BY CASE WHEN $7::boolean THEN rank END, CASE WHEN $7::boolean THEN id END, rank DESC, id DESC
  LIMIT $8
)
SELECT page.kind, page.id, page.title, page.at, page.rank,
  CASE WHEN page.holds_words THEN ts_headline(
    asked.config,
    concat_ws(' · ', nullif(shown.title, ''), nullif(shown.open_text, ''), nullif(shown.closed_text, '')),
    asked.query,
    'StartSel=«, StopSel=», MaxFragments=2, FragmentDelimiter=" … ", MaxWords=24, MinWords=8, ShortWord=0'
  ) ELSE (
    SELECT string_agg(CASE WHEN strict_word_similarity(fold_text(word), asked.name) >= 0.4 THEN '«' || word || '»' ELSE word END, ' ' ORDER BY place)
    FROM regexp_split_to_table(shown.title, '\\s+') WITH ORDINALITY AS split (word, place)
  ) END AS headline
FROM page
CROSS JOIN asked
JOIN search_entry AS entry ON entry.coalition_id = $1 AND entry.kind = page.kind AND entry.subject_id = page.id
CROSS JOIN LATERAL (
  SELECT translate(entry.title, '«»', '‹›') AS title, translate(entry.open_text, '«»', '‹›') AS open_text,
    CASE WHEN 'MEMBERS' = ANY ($4::text[]) THEN translate(entry.closed_text, '«»', '‹›') END AS closed_text
) AS shown
ORDER BY CASE WHEN $7::boolean THEN page.rank END, CASE WHEN $7::boolean THEN page.id END, page.rank DESC, page.id DESC
`;

/**
 * Question: how many hits are there?
 * Parameters: $1 to $4 as above.
 * Columns: n.
 * Why: asked for only where somebody counts them; a page alone does not tell.
 */
export const countHitsSql = `WITH ${matched} SELECT count(*)::int AS n FROM hit`;
