import { combinationKey, endOf, Measure, parsePeriod, type Frequency, type Period } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import type { MeasurementInput } from '@keelson/submissions';
import { In, type EntityManager } from 'typeorm';
import { findFindings } from './find-findings.js';
import type { QualityFinding } from './finding.js';

/** A cell as whoever wrote it named it, by codes. */
export type WrittenCell = Pick<MeasurementInput, 'organization' | 'measure' | 'period' | 'categories'>;

/** The cells of one frequency by ids: "organization first-day measure cell-key", and what is coarser than a cell. */
interface Written {
  organizationIds: Set<string>;
  measureIds: Set<string>;
  from: string;
  until: string;
  places: Set<string>;
}

/** The findings about these cells, and about what they are compared with: their totals, rules and periods. */
export async function findWritten(
  manager: EntityManager,
  coalitionId: string,
  cells: readonly WrittenCell[],
  organizationIds: string[] | null,
): Promise<QualityFinding[]> {
  const findings: QualityFinding[] = [];
  for (const [frequency, written] of await byFrequency(manager, coalitionId, cells)) {
    const mine = [...written.organizationIds].filter((id) => !organizationIds || organizationIds.includes(id));
    const { from, until } = written;
    const scope = { coalitionId, frequency, from, until, organizationIds: mine, measureIds: [...written.measureIds] };
    const found = await findFindings(manager, scope, { whole: true });
    findings.push(...found.filter((finding) => concerns(finding, written.places)));
  }
  return findings;
}

function concerns({ check, organizationId, periodStart, measureIds, cellKey }: QualityFinding, places: Set<string>) {
  const period = `${organizationId} ${periodStart}`;
  if (check === 'UNCHANGED') return places.has(period);
  if (check === 'RULE' || check === 'PARTS_AGAINST_TOTAL')
    return measureIds.some((id) => places.has(`${period} ${id}`));
  return places.has(`${period} ${measureIds[0]} ${cellKey}.`);
}

async function byFrequency(
  manager: EntityManager,
  coalitionId: string,
  cells: readonly WrittenCell[],
): Promise<Map<Frequency, Written>> {
  const codes = (of: (cell: WrittenCell) => string) => In([...new Set(cells.map(of))]);
  const organizations = await manager.findBy(Organization, { coalitionId, code: codes((cell) => cell.organization) });
  const measures = await manager.findBy(Measure, { coalitionId, code: codes((cell) => cell.measure) });
  const organizationIds = new Map(organizations.map(({ code, id }) => [code, id]));
  const measureIds = new Map(measures.map(({ code, id }) => [code, id]));
  const periods = new Map<string, Period | null>();
  const written = new Map<Frequency, Written>();
  for (const cell of cells) {
    if (!periods.has(cell.period)) periods.set(cell.period, parsePeriod(cell.period));
    const period = periods.get(cell.period);
    const [organizationId, measureId] = [organizationIds.get(cell.organization), measureIds.get(cell.measure)];
    if (!period || !organizationId || !measureId) continue;
    const [from, until] = [period.start, endOf(period)];
    const none = {
      organizationIds: new Set<string>(),
      measureIds: new Set<string>(),
      from,
      until,
      places: new Set<string>(),
    };
    const one = written.get(period.frequency) ?? none;
    written.set(period.frequency, one);
    one.organizationIds.add(organizationId);
    one.measureIds.add(measureId);
    if (from < one.from) one.from = from;
    if (until > one.until) one.until = until;
    const place = `${organizationId} ${from}`;
    one.places
      .add(place)
      .add(`${place} ${measureId}`)
      .add(`${place} ${measureId} ${combinationKey(cell.categories ?? [])}.`);
  }
  return written;
}
