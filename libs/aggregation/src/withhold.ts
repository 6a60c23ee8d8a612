import { fewestOrganizations } from './aggregation.policy.js';
import type { Figure, FigureChange } from './figure.js';

/** A figure as somebody sees it who must not tell one organization's number from it. Counts of organizations stay. */
export function withholdFigure(figure: Figure): Figure {
  if (figure.organizationsReported >= fewestOrganizations && !figure.picked) return figure;
  const numbers = { value: null, low: null, high: null, numerator: null, denominator: null, progress: null };
  return { ...figure, ...numbers, status: null, nonValues: {}, withheld: true };
}

/** A figure that no agreement lets its reader see. What is expected of organizations is no secret of theirs. */
export function withholdUnshared(figure: Figure): Figure {
  return { ...withholdFigure({ ...figure, picked: true }), status: 'WITHHELD' };
}

/** The same for a change; `groups` are the organizations behind what its numbers let be told by subtraction. */
export function withholdChange(change: FigureChange, groups: readonly number[]): FigureChange {
  const tells = (organizations: number) => organizations > 0 && organizations < fewestOrganizations;
  if (change.panel >= fewestOrganizations && !groups.some(tells)) return change;
  const totals = { before: null, now: null, panelBefore: null, panelNow: null };
  return { ...change, ...totals, volumeReported: null, volumeExpected: null, withheld: true };
}
