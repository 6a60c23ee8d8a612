import { endOf, isAtLeastAsFine, parsePeriod, type Period } from '@keelson/measures';
import type { Agreement, SharingAudience } from './agreement.entity.js';

/** What an agreement says, without who proposed it and how it came about. */
export interface Clause extends Pick<
  Agreement,
  'id' | 'grain' | 'measureIds' | 'finestFrequency' | 'firstPeriod' | 'lastPeriod' | 'breakdownKeys' | 'audiences'
> {
  /** Whether the backbone, which answers for the coalition's totals, is a party. */
  backbone: boolean;
  organizationIds: string[];
}

/** A figure by what agreements speak of: `key` is that of its combination, such as `age=young;sex=f`. */
export interface Shared {
  measureId: string;
  period: Period;
  key: string;
}

interface Scope {
  clause: Clause;
  first: string | null;
  until: string | null;
  breakdowns: ReadonlySet<string>[] | null;
}

/**
 * What agreements let audiences see: the one place that decides it, for live figures, reports and exports alike. What is
 * let see by one agreement is seen, whatever others leave out. What anybody may see, every audience may.
 */
export class Sharing {
  private readonly scopes: readonly Scope[];

  /** `free`: an audience sees the totals because it belongs to the coalition; agreements then only add to that. */
  constructor(
    readonly free: boolean,
    clauses: readonly Clause[],
  ) {
    this.scopes = clauses.map((clause) => ({
      clause,
      first: startOf(clause.firstPeriod),
      until: clause.lastPeriod === null ? null : endOf(parsePeriod(clause.lastPeriod)!),
      breakdowns: clause.breakdownKeys?.map((key) => new Set(key.split(','))) ?? null,
    }));
  }

  /** The agreements by which an audience sees a total of the coalition, or of one of its parts. */
  agreementsOver(audience: SharingAudience, figure: Shared): string[] {
    return this.scopes
      .filter((scope) => scope.clause.backbone && isWithin(scope, audience, figure))
      .map(({ clause }) => clause.id);
  }

  sharesTotal(audience: SharingAudience, figure: Shared): boolean {
    return this.free || this.scopes.some((scope) => scope.clause.backbone && isWithin(scope, audience, figure));
  }

  /** Whether any organization lets anybody see its own figures of a measure. */
  sharesAnyOwn(measureId: string): boolean {
    return this.scopes.some(({ clause }) => clause.grain === 'PARTNER' && clause.measureIds.includes(measureId));
  }

  /** An organization's own figure is nobody else's to see unless it has agreed to that. */
  sharesOwn(audience: SharingAudience, organizationId: string, figure: Shared): boolean {
    return this.scopes.some((scope) => {
      const { grain, organizationIds } = scope.clause;
      return grain === 'PARTNER' && organizationIds.includes(organizationId) && isWithin(scope, audience, figure);
    });
  }
}

/** Of a coalition whose audiences see its totals because they belong to it, where nothing more is asked. */
export const sharedByMembership = new Sharing(true, []);

/** A longer period is seen only where all of it is: a year that an agreement covers in part would tell the other part. */
function isWithin({ clause, first, until, breakdowns }: Scope, audience: SharingAudience, figure: Shared): boolean {
  const { measureId, period, key } = figure;
  if (!clause.audiences.includes(audience) && !clause.audiences.includes('PUBLIC')) return false;
  if (!clause.measureIds.includes(measureId)) return false;
  if (clause.finestFrequency && !isAtLeastAsFine(clause.finestFrequency, period.frequency)) return false;
  if ((first !== null && period.start < first) || (until !== null && endOf(period) > until)) return false;
  if (key === '' || breakdowns === null) return true;
  const dimensions = key.split(';').map((pair) => pair.slice(0, pair.indexOf('=')));
  return breakdowns.some((set) => dimensions.every((dimension) => set.has(dimension)));
}

function startOf(code: string | null): string | null {
  return code === null ? null : parsePeriod(code)!.start;
}
