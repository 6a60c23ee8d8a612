const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** After each failed attempt; with the longest jitter the last attempt comes 23 h 52 min after the first. */
const webhookDelays = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  6 * hour,
  8 * hour,
];
/** A mail server that is away comes back within hours; a link in a mail is of no use after days. */
const mailDelays = [10 * second, minute, 5 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour];
const jitter = 0.1;

/** Milliseconds to wait after so many attempts, or null when there is to be no other. Up to a tenth longer, by chance. */
export function delayAfter(attempts: number, chance = Math.random()): number | null {
  return delayOf(webhookDelays, attempts, chance);
}

export function mailDelayAfter(attempts: number, chance = Math.random()): number | null {
  return delayOf(mailDelays, attempts, chance);
}

function delayOf(delays: readonly number[], attempts: number, chance: number): number | null {
  const delay = delays[attempts - 1];
  return delay === undefined ? null : Math.round(delay * (1 + jitter * chance));
}
