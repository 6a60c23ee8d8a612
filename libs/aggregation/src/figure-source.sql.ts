import type { FigureSource } from '@keelson/coalitions';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** Question: from which submissions are a coalition's figures? Parameters: $1 coalition. Columns: figures_from. */
const figureSource = 'SELECT figures_from FROM coalition WHERE id = $1';

export async function figureSourceOf(manager: EntityManager, coalitionId: string): Promise<FigureSource> {
  const [row] = await run<{ figures_from: FigureSource }>(manager, figureSource, [coalitionId]);
  return row?.figures_from ?? 'APPROVED';
}
