import type { FigureSource } from '@keelson/coalitions';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';

/** Whether a coalition's figures count what was submitted, or only what was approved. */
export async function figureSourceOf(manager: EntityManager, coalitionId: string): Promise<FigureSource> {
  const [row] = await run<{ figures_from: FigureSource }>(manager, 'SELECT figures_from FROM coalition WHERE id = $1', [
    coalitionId,
  ]);
  return row?.figures_from ?? 'APPROVED';
}
