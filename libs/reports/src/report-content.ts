import { createHash } from 'node:crypto';
import { encodeId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canonicalFigures } from './canonical-figures.sql.js';
import { canonicalJson, type Plain } from './canonical-json.js';
import type { ReportHeader } from './report-header.js';
import type { Audience } from './report-publication.entity.js';
import type { Report } from './report.entity.js';

/** All that a report says beside its figures. */
export interface ReportOutline extends Pick<
  Report,
  'title' | 'frequency' | 'firstPeriod' | 'lastPeriod' | 'breakdowns' | 'requestedAt'
> {
  /** As the API writes it, rep_…. */
  id: string;
  compiledAt: Date;
  header: ReportHeader;
}

/** So many figures are hashed at once. */
const portion = 5_000;

/** The first half of a report's JSON, `report`, but for its hash; `figures` is the other one. */
export function headOf({ requestedAt, compiledAt, header, ...outline }: ReportOutline) {
  const { measures, columns, ...circumstances } = header;
  const { id, title, frequency, firstPeriod, lastPeriod, breakdowns } = outline;
  return {
    ...{ id, title },
    ...circumstances,
    ...{ frequency, firstPeriod, lastPeriod, breakdowns },
    requestedAt: requestedAt.toISOString(),
    compiledAt: compiledAt.toISOString(),
    dimensions: columns,
    measures: measures.map(({ first: _, ...measure }) => measure),
  };
}

/**
 * SHA-256, in hex, of the canonical JSON (RFC 8785) of a report as somebody sees it: `header` as they see it, and the
 * figures of `reportId` as these audiences do; null for all of it.
 */
export async function hashContent(
  manager: EntityManager,
  report: Report & { compiledAt: Date },
  header: ReportHeader,
  audiences: readonly Audience[] | null,
  reportId = report.id,
): Promise<string> {
  const hash = createHash('sha256').update('{"figures":[');
  for (let position = 0; ; position += portion) {
    const [found] = await run<{ text: string | null }>(manager, canonicalFigures, [
      ...[reportId, position, position + portion, audiences],
    ]);
    if (!found?.text) break;
    hash.update(position === 0 ? found.text : `,${found.text}`);
  }
  const { title, frequency, firstPeriod, lastPeriod, breakdowns, requestedAt, compiledAt } = report;
  const head = headOf({
    ...{ id: encodeId('Report', report.id), title, frequency, firstPeriod, lastPeriod, breakdowns, requestedAt },
    ...{ compiledAt, header },
  });
  return hash.update(`],"report":${canonicalJson(head as unknown as Plain)}}`).digest('hex');
}
