import { Breakdown, Measure, MeasureVersion, type Frequency } from '@keelson/measures';
import { In, type EntityManager } from 'typeorm';

/** What of a definition decides which sums hold between its figures. */
export interface VersionRules {
  from: string | null;
  ofPeople: boolean;
  isRatio: boolean;
  partnerRule: MeasureVersion['partnerRule'];
  /** Longer periods are the sums of shorter ones. */
  addsUpOverTime: boolean;
  /** Sets of dimensions whose categories split the whole. */
  additive: ReadonlySet<string>[];
}

export interface MeasureRules {
  id: string;
  frequency: Frequency;
  /** Of people by any of its versions: a definition does not uncover what another one hid. */
  ofPeople: boolean;
  /** By number; the first governs from ever. */
  versions: VersionRules[];
}

export async function loadMeasureRules(
  manager: EntityManager,
  coalitionId: string,
  measureIds: readonly string[],
): Promise<MeasureRules[]> {
  const of = { coalitionId, measureId: In([...measureIds]) };
  const measures = await manager.findBy(Measure, { coalitionId, id: In([...measureIds]) });
  const versions = await manager.find(MeasureVersion, { where: of, order: { number: 'ASC' } });
  const breakdowns = await manager.findBy(Breakdown, {
    coalitionId,
    measureVersionId: In(versions.map(({ id }) => id)),
    additive: true,
  });
  return measures.map(({ id, frequency }) => {
    const own = versions.filter(({ measureId }) => measureId === id);
    const rules = own.map((version): VersionRules => {
      const additive = breakdowns.filter(({ measureVersionId }) => measureVersionId === version.id);
      return {
        ...{ from: version.firstPeriodStart, ofPeople: version.ofPeople, isRatio: version.numberKind === 'RATIO' },
        partnerRule: version.partnerRule,
        addsUpOverTime: addsUp(version),
        additive: additive.map(({ dimensionKey }) => new Set(dimensionKey.split(','))),
      };
    });
    return { id, frequency, ofPeople: rules.some(({ ofPeople }) => ofPeople), versions: rules };
  });
}

/** The version that governs a period; as figures.sql.ts chooses it. */
export function rulesAt(versions: readonly VersionRules[], start: string): VersionRules {
  return versions.findLast(({ from }) => from === null || from <= start)!;
}

function addsUp({ numberKind, timeRule, denominatorTimeRule, partnerRule, overlap }: MeasureVersion): boolean {
  const overTime = timeRule === 'SUM' && (numberKind !== 'RATIO' || denominatorTimeRule === 'SUM');
  return overTime && partnerRule === 'SUM' && overlap === 'NONE';
}
