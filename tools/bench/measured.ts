/** One line of the result. */
export interface Measured {
  task: string;
  ours: string;
  limit: string;
  ratio: number;
  /** What the ratio should be: at least or at most. */
  gate: string;
}

export function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

export function round3(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}
