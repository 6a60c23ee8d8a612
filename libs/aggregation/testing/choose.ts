/** A stream of choices that is the same for the same seed. */
export interface Chooser {
  number(below: number): number;
  one<T>(of: readonly T[]): T;
  chance(share: number): boolean;
}

/** mulberry32: 32 bits of state are plenty for a test. */
export function chooseFrom(seed: number): Chooser {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number) => Math.floor(next() * below);
  return { number, one: (of) => of[number(of.length)]!, chance: (share) => next() < share };
}
