/** A partner's numbers in one collected period: one, or numerator, denominator and denominator − numerator. */
export interface PartnerCell {
  organizationId: string;
  /** The reporting year that holds the period. */
  year: string;
  period: string;
  numbers: readonly number[];
  /** An agreement lets the audience see it. */
  shared: boolean;
  /** It may not be seen: by what was told of it before. */
  must: boolean;
  /** The audience was told it as it is now. */
  known: boolean;
}

export interface Circle {
  /** Numbers of people from 1 to below it are not shown; null: it counts no people. */
  threshold: number | null;
  /** The readers are partners themselves: each knows its own. */
  insiders: boolean;
}

/**
 * Whose figures of which reporting years an audience sees, as `organization year`: all that are shared, or none of a year.
 * The total is taken to be known, so in every period what is left of it belongs to nobody in particular: to at least two
 * organizations that are not shown (three for partners, each of whom takes its own away), and of people to the threshold
 * or more (without the largest, for partners). As long as it does not, the smallest organization that is shown follows.
 * That a whole year is shown or not keeps months from following from their quarter and year.
 */
export function choosePartners(cells: readonly PartnerCell[], circle: Circle): Set<string> {
  const shown = new Set<string>();
  for (const year of new Set(cells.map((cell) => cell.year))) {
    const own = cells.filter((cell) => cell.year === year);
    for (const id of chooseInYear(own, circle)) shown.add(`${id} ${year}`);
  }
  return shown;
}

function chooseInYear(cells: readonly PartnerCell[], circle: Circle): Set<string> {
  const seen = new Set(cells.filter(({ shared }) => shared).map(({ organizationId }) => organizationId));
  for (const { organizationId, shared, must, numbers } of cells) {
    if (must || (shared && circle.threshold !== null && numbers.some((one) => isSmall(one, circle.threshold!)))) {
      seen.delete(organizationId);
    }
  }
  const periods = [...new Set(cells.map(({ period }) => period))];
  for (;;) {
    const open = periods.find((period) => !isSafe(cells, seen, period, circle));
    if (open === undefined) return seen;
    const left = cells.filter(({ period, shared, organizationId }) => {
      return period === open && shared && seen.has(organizationId);
    });
    const size = ({ numbers }: PartnerCell) => numbers.at(-1 - (numbers.length === 3 ? 1 : 0))!;
    const next = left.sort((a, b) => size(a) - size(b) || (a.organizationId < b.organizationId ? -1 : 1))[0];
    seen.delete(next!.organizationId);
  }
}

/** True also where nobody is seen: then nothing is left to be taken away from the total. */
function isSafe(cells: readonly PartnerCell[], seen: ReadonlySet<string>, period: string, circle: Circle): boolean {
  const here = cells.filter((cell) => cell.period === period);
  const isSeen = ({ shared, organizationId }: PartnerCell) => shared && seen.has(organizationId);
  if (!here.some(isSeen)) return true;
  const left = here.filter((cell) => !isSeen(cell) && !cell.known);
  if (left.length === 0) return true;
  if (left.length < (circle.insiders ? 3 : 2)) return false;
  if (circle.threshold === null) return true;
  return left[0]!.numbers.every((_, i) => {
    const numbers = left.map((cell) => cell.numbers[i]!);
    const all = numbers.reduce((sum, one) => sum + one, 0) - (circle.insiders ? Math.max(...numbers) : 0);
    return all === 0 || all >= circle.threshold!;
  });
}

function isSmall(number: number, threshold: number): boolean {
  return number > 0 && number < threshold;
}
