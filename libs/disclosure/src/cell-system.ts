/**
 * Numbers that are published together and the sums that hold between them. Of a ratio a cell has three numbers in a
 * row: numerator, denominator and denominator − numerator, which are hidden together.
 */
export interface CellSystem {
  /**
   * What each number holds beyond what the reader knows it to hold at least: the whole number for somebody from
   * outside. After the `published` ones stand the rests that no part was reported for.
   */
  values: Float64Array;
  published: number;
  /** How many numbers a cell has. */
  width: 1 | 3;
  /** The members of sum s stand from starts[s] to before starts[s + 1]: the total, then its parts. */
  starts: Int32Array;
  members: Int32Array;
}

export interface Question {
  system: CellSystem;
  /** No hidden number may be known more narrowly than this; 1 where it only must not be known exactly. */
  threshold: number;
  /** 1 for every number that must not be seen (all numbers of its cell follow). */
  hidden: Uint8Array;
  /** 1 for what the reader has seen as it is now: to hide it protects nothing. */
  known?: Uint8Array;
  /** 1 for what the reader is not shown for another reason than its size: it hides others, and may be told. */
  unseen?: Uint8Array;
}

export interface Verdict {
  hidden: Uint8Array;
  /** Hidden numbers that can be told all the same, since what the reader has seen can't be taken back. */
  exposed: number[];
}

/** From which sum to which a number belongs to; the sign is 1 where it is the total and −1 where it is a part. */
export interface Memberships {
  starts: Int32Array;
  sums: Int32Array;
  signs: Int8Array;
}

export function membershipsOf({ values, starts, members }: CellSystem): Memberships {
  const of = new Int32Array(values.length + 1);
  for (const member of members) of[member + 1]! += 1;
  for (let i = 0; i < values.length; i++) of[i + 1]! += of[i]!;
  const next = of.slice();
  const sums = new Int32Array(members.length);
  const signs = new Int8Array(members.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    for (let m = starts[s]!; m < starts[s + 1]!; m++) {
      const place = next[members[m]!]!++;
      sums[place] = s;
      signs[place] = m === starts[s] ? 1 : -1;
    }
  }
  return { starts: of, sums, signs };
}
