import { createRequire } from 'node:module';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** 10^8 guesses: what the library calls safe against somebody who guesses through the API. */
const goodScore = 3;

const load = createRequire(import.meta.url);
let guesser: ZxcvbnFactory | undefined;

/**
 * Whether a password is one of the 30,000 most used ones, or made from one, from keyboard rows, dates, repetition or
 * what is known of its owner. Takes up to 40 ms; the lists take 80 ms and 20 MB, so they are read at the first question.
 */
export function isEasilyGuessed(password: string, known: readonly string[] = []): boolean {
  guesser ??= makeGuesser();
  const parts = known.flatMap((text) => [text, text.replace(/[^\p{L}\p{N}]+/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = parts.filter((word) => word.length > 2);
  return guesser.check(password, [...words, 'keelson']).score < goodScore;
}

function makeGuesser(): ZxcvbnFactory {
  const core = load('@zxcvbn-ts/core') as typeof import('@zxcvbn-ts/core');
  const common = load('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
  return new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}
