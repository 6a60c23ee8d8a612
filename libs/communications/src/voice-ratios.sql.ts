import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** How much a group spoke against how many it was: 1 when its share of the turns is its share of those present. */
export interface VoiceRatio {
  conversationId: string;
  coalitionId: string;
  groupId: string;
  present: number;
  turns: number | null;
  /** Four places; null, "not assessable", where somebody's turns were not counted, nobody spoke or nobody was there. */
  ratio: string | null;
}

/**
 * Question: how much did each stakeholder group speak in these conversations, against how many of it were there?
 * Parameters: $1 coalition ids, $2 conversation ids.
 * Columns: conversation_id, coalition_id, group_id, present, turns, ratio = (turns_g / turns) / (present_g / present).
 * Why: one division of whole numbers, (turns_g × present) / (turns × present_g), so that nothing is rounded twice. A group
 * that was there without its turns counted leaves no total to divide by.
 */
const text = `
SELECT conversation_id AS "conversationId", coalition_id AS "coalitionId", group_id AS "groupId", present, turns,
  CASE WHEN bool_and(turns IS NOT NULL OR present = 0) OVER spoken THEN
    trim_scale(round(
      turns::numeric * sum(present) OVER spoken / nullif(sum(turns) OVER spoken * present::numeric, 0), 4))::text
  END AS ratio
FROM conversation_voice
WHERE coalition_id = ANY ($1) AND conversation_id = ANY ($2)
WINDOW spoken AS (PARTITION BY coalition_id, conversation_id)
ORDER BY conversation_id, created_at, id`;

/** In the order in which the groups were named. */
export function voiceRatios(
  manager: EntityManager,
  coalitionIds: readonly string[],
  conversationIds: readonly string[],
): Promise<VoiceRatio[]> {
  return run<VoiceRatio>(manager, text, [coalitionIds, conversationIds]);
}
