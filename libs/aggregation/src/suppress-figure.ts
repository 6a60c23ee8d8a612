import { formatPeriod, parsePeriod, type Period } from '@keelson/measures';
import type { Standing, Standings } from './decide-measure.js';
import { withholdChange, withholdFigure, withholdUnshared } from './withhold.js';
import type { Figure, FigureChange } from './figure.js';

/** A figure as somebody sees it from whom small numbers of people are kept. Counts of organizations stay. */
export function suppressFigure(figure: Figure): Figure {
  const numbers = { value: null, low: null, high: null, numerator: null, denominator: null, progress: null };
  return { ...figure, ...numbers, status: 'SUPPRESSED', nonValues: {} };
}

/** A live figure as a partner sees it: by the agreements first, then by who stands behind it, then by small numbers. */
export function showFigure(all: Figure, key: string, decision: Standings): Figure {
  const standing = decision.standing(parsePeriod(all.period)!, key, 'COALITION', true);
  if (standing === 'UNSHARED') return withholdUnshared(all);
  const figure = withholdFigure(all);
  if (figure.withheld) return figure;
  if (standing === 'WITHHELD') return withholdFigure({ ...figure, picked: true });
  // A number of people that nothing was decided for is not shown.
  const isUnjudged =
    standing === null && decision.ofPeople && (figure.value ?? figure.high ?? figure.numerator) !== null;
  return standing === 'SUPPRESSED' || isUnjudged ? suppressFigure(figure) : figure;
}

/**
 * A change as a partner sees it: both totals must be shown. Of people, the sums over some of the partners (the panel, the
 * volume) are further sums over the same people, so they are shown only where they are the totals themselves.
 */
export function showChange(change: FigureChange, decision: Standings, periods: readonly Period[]): FigureChange {
  if (change.withheld) return change;
  const at = periods.findIndex((period) => formatPeriod(period) === change.period);
  const standings = [periods[at - 1], periods[at]].map((period): Standing | null => {
    return period ? decision.standing(period, '', 'COALITION', true) : null;
  });
  if (standings.some((one) => one === 'WITHHELD' || one === 'UNSHARED'))
    return withholdChange({ ...change, panel: 0 }, []);
  if (!decision.ofPeople) return change;
  const volume = { volumeReported: null, volumeExpected: null };
  const [before, now] = standings;
  if (isUnshown(before, change.before) || isUnshown(now, change.now)) {
    const numbers = { before: null, now: null, panelBefore: null, panelNow: null };
    return { ...change, ...numbers, ...volume, suppressed: true };
  }
  const isWhole = change.panelBefore === change.before && change.panelNow === change.now;
  const panel = isWhole ? {} : { panelBefore: null, panelNow: null };
  return { ...change, ...panel, ...volume, suppressed: !isWhole || change.volumeExpected !== null };
}

function isUnshown(standing: Standing | null | undefined, number: string | null): boolean {
  return standing === 'SUPPRESSED' || (standing !== 'SHOWN' && number !== null);
}
