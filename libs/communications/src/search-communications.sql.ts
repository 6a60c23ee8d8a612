/**
 * Question: which conversations, decisions and commitments of a coalition hold these words, best match first?
 *
 * Parameters: $1 coalition_id uuid · $2 what the reader typed, text (websearch syntax: "a phrase", or, -not) ·
 *   $3 may the reader see notes, boolean · $4 how many, int
 * Columns: kind text (CONVERSATION, DECISION, COMMITMENT) · id uuid · title text · at timestamptz (when the
 *   conversation was held; for decisions and commitments, the conversation they came from, if any) · rank float4 ·
 *   headline text: plain text, matches between « and » (such marks in the text itself become ‹ and ›)
 *
 * Why so: words are stemmed as English; only a text without any other word than English stop words (the name WHO) is
 * matched as written, because "or"-ing both ways would let a stem slip past "-word". Who may not see notes is asked
 * against open_words, never filtered afterwards, so that neither a hit nor a missing hit tells what notes say. Two branches
 * instead of one OR let each use its own GIN index. Headlines are made for the hits of the answer only. `1` in ts_rank
 * divides by the logarithm of the length, so that long notes do not outweigh a title.
 */
export const searchCommunicationsSql = `
WITH asked AS (
  SELECT config, websearch_to_tsquery(config, $2) AS query
  FROM (
    SELECT CASE WHEN numnode(websearch_to_tsquery('english', $2)) > 0 THEN 'english' ELSE 'simple' END::regconfig AS config
  ) AS choice
), hit AS (
  SELECT 'CONVERSATION' AS kind, c.id, c.title, c.held_at AS at, ts_rank(c.words, query, 1) AS rank
  FROM asked, conversation c
  WHERE $3::boolean AND c.coalition_id = $1 AND c.words @@ query
  UNION ALL
  SELECT 'CONVERSATION', c.id, c.title, c.held_at, ts_rank(c.open_words, query, 1)
  FROM asked, conversation c
  WHERE NOT $3::boolean AND c.coalition_id = $1 AND c.open_words @@ query
  UNION ALL
  SELECT 'DECISION', d.id, d.text, c.held_at, ts_rank(d.words, query, 1)
  FROM asked, decision d JOIN conversation c ON c.coalition_id = d.coalition_id AND c.id = d.conversation_id
  WHERE d.coalition_id = $1 AND d.words @@ query
  UNION ALL
  SELECT 'COMMITMENT', i.id, i.title, coalesce(c.held_at, i.created_at), ts_rank(i.words, query, 1)
  FROM asked, commitment i LEFT JOIN conversation c ON c.coalition_id = i.coalition_id AND c.id = i.conversation_id
  WHERE i.coalition_id = $1 AND i.words @@ query
  ORDER BY rank DESC, at DESC, id DESC
  LIMIT $4
)
SELECT hit.kind, hit.id, hit.title, hit.at, hit.rank, ts_headline(
    asked.config,
    translate(CASE hit.kind
      WHEN 'CONVERSATION' THEN concat_ws(' · ', c.title, topics.text, CASE WHEN $3::boolean THEN c.notes END)
      WHEN 'DECISION' THEN concat_ws(' · ', d.text, d.why)
      ELSE hit.title
    END, '«»', '‹›'),
    asked.query,
    'StartSel=«, StopSel=», MaxFragments=2, FragmentDelimiter=" … ", MaxWords=24, MinWords=8, ShortWord=0'
  ) AS headline
FROM hit
CROSS JOIN asked
LEFT JOIN conversation c ON c.coalition_id = $1 AND c.id = hit.id
LEFT JOIN decision d ON d.coalition_id = $1 AND d.id = hit.id
LEFT JOIN LATERAL (
  SELECT string_agg(topic, ' · ' ORDER BY position) AS text
  FROM agenda_item a WHERE a.coalition_id = $1 AND a.conversation_id = c.id
) AS topics ON true
ORDER BY hit.rank DESC, hit.at DESC, hit.id DESC
`;
