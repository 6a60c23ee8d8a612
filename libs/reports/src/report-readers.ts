import { isBackbone, run, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { hashContent } from './report-content.js';
import { hashesOf, keepHash } from './report-hashes.sql.js';
import { tellAgreements } from './report-agreements.js';
import type { Audience } from './report-publication.entity.js';
import type { Report } from './report.entity.js';
import { readsAs } from './reports.policy.js';
import { headerFor } from './show-header.js';

export interface KeptHash {
  reportId: string;
  /** As `readersKey`; null: of all of it. */
  audience: string | null;
  sha256: string;
}

/**
 * As which audiences somebody reads a report that stands published to `standing`; null: backbone staff, who see all of
 * it. Of two audiences the reader sees what both see.
 */
export function readerOf(
  actor: Actor,
  { coalitionId }: Pick<Report, 'coalitionId'>,
  standing: readonly Audience[],
): Audience[] | null {
  if (isBackbone(actor, coalitionId)) return null;
  return readsAs(actor, coalitionId, standing);
}

export function readersKey(audiences: readonly Audience[]): string {
  return [...audiences].sort().join('+');
}

export async function readHashes(manager: EntityManager, reportIds: readonly string[]): Promise<KeptHash[]> {
  return run<KeptHash & Record<string, string | null>>(manager, hashesOf, [reportIds]);
}

/** The hash of a report as a reader sees it; null where it is not published to them, or of an older version. */
export function hashFor(kept: readonly KeptHash[], reportId: string, reader: readonly Audience[] | null) {
  if (reader?.length === 0) return null;
  const key = reader && readersKey(reader);
  return kept.find((one) => one.reportId === reportId && one.audience === key)?.sha256 ?? null;
}

/** Keeps what a compiled report's readers are shown, now that it stands published to `standing`. */
export async function keepHashes(
  manager: EntityManager,
  report: Report,
  standing: readonly Audience[],
  fresh: readonly Audience[],
): Promise<void> {
  const { id, coalitionId, header, compiledAt } = report;
  if (!header?.basis || !compiledAt) return;
  for (const readers of subsetsOf(standing)) {
    if (!readers.some((audience) => fresh.includes(audience))) continue;
    const shown = tellAgreements(await headerFor(manager, id, header, readers), readers);
    const sha256 = await hashContent(manager, Object.assign(report, { compiledAt }), shown, readers);
    await run(manager, keepHash, [coalitionId, id, readersKey(readers), sha256]);
  }
}

/** Every set of them but the empty one. */
function subsetsOf<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one]), [one]], []);
}
