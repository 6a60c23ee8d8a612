/** How many of a body's seats are held, and by whom. */
export interface SeatCounts {
  seats: number;
  held: number;
  /** Those of the held seats whose holder represents a most-impacted group. */
  mostImpacted: number;
}

export interface SeatRule extends SeatCounts {
  /** mostImpacted / held, four decimals; null when no seat is held: not assessable. */
  share: string | null;
  /** At least one third of the held seats. */
  shareMet: boolean;
  /** At least two of them. */
  countMet: boolean;
  met: boolean;
}

/** One third and two: a body in which one voice stands alone among many decides for them, not with them. */
export function seatRuleOf(counts: SeatCounts): SeatRule {
  const { held, mostImpacted } = counts;
  const shareMet = held > 0 && 3 * mostImpacted >= held;
  const countMet = mostImpacted >= 2;
  return { ...counts, share: shareOf(mostImpacted, held), shareMet, countMet, met: shareMet && countMet };
}

/** Two whole numbers divided, with four decimals, half away from zero. */
function shareOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenThousandths = Math.floor((part * 20_000 + whole) / (2 * whole));
  return `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
}
