import { parsePeriod } from '@keelson/measures';
import type { Figure, FigureChange } from './figure.js';

/** Which period of which measure cannot be told as a change: `measureId period`. */
export type Untold = ReadonlySet<string>;

/**
 * How totals of calculated measures moved from period to period. There is no panel: the operands have one each, and a
 * formula of theirs would be of no partners in particular. For the same reason there is no volume.
 * A change is withheld with one of its two figures, and with any operand's own change.
 */
export function changesOfCalculated(
  figures: readonly Figure[],
  operands: ReadonlyMap<string, ReadonlySet<string>>,
  untold: Untold,
  firstStart: string,
): FigureChange[] {
  const totals = figures.filter(({ cell }) => Object.keys(cell).length === 0);
  return totals.flatMap((figure, i) => {
    const { measureId, period } = figure;
    if (parsePeriod(period)!.start < firstStart) return [];
    const earlier = totals[i - 1]?.measureId === measureId ? totals[i - 1] : undefined;
    const operandsUntold = [...(operands.get(measureId) ?? [])].some((id) => untold.has(`${id} ${period}`));
    const withheld = figure.withheld || earlier?.withheld === true || operandsUntold;
    const [before, now] = withheld ? [null, null] : [earlier?.value ?? null, figure.value];
    const panel = {
      panelBefore: null,
      panelNow: null,
      panel: 0,
      panelJoined: 0,
      volumeReported: null,
      volumeExpected: null,
    };
    return [{ measureId, period, before, now, ...panel, withheld }];
  });
}
