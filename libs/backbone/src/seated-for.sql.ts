import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Body } from './body.entity.js';

/*
 * Question: which of these organizations holds a seat in this body on a day, or is a deputy there?
 * Parameters: $1 coalition id, $2 body id, $3 organization ids uuid[], $4 day.
 * Columns: id, at most one row; holders before deputies.
 * Why: who has a seat speaks in the body; a seat past its term, or of a former member, gives no voice.
 */
const seated = `
  SELECT who.id
  FROM seat
  CROSS JOIN LATERAL (VALUES (seat.holder_organization_id, 1), (seat.deputy_organization_id, 2)) who (id, rank)
  WHERE seat.coalition_id = $1 AND seat.body_id = $2 AND seat.closed_at IS NULL AND who.id = ANY ($3)
    AND $4::date BETWEEN seat.term_from AND coalesce(seat.term_to, 'infinity')
    AND EXISTS (
      SELECT FROM membership m
      WHERE m.coalition_id = seat.coalition_id AND m.organization_id = who.id AND m.role IN ('PARTNER', 'BACKBONE')
        AND $4::date BETWEEN coalesce(m.from_date, '-infinity') AND coalesce(m.to_date, 'infinity'))
  ORDER BY who.rank, who.id
  LIMIT 1
`;

export async function seatedFor(
  manager: EntityManager,
  { id, coalitionId }: Body,
  organizationIds: readonly string[],
  day: string,
): Promise<string | null> {
  const [row] = await run<{ id: string }>(manager, seated, [coalitionId, id, organizationIds, day]);
  return row?.id ?? null;
}
