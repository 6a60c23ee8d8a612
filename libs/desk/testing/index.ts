import type { BuiltCoalition } from '@keelson/coalitions/testing';
import { interfaceLanguages, wordsIn } from '@keelson/messages';
import type { TestRoom } from '@keelson/platform/testing';
import {
  DeskService,
  tellCaveats,
  tellStep,
  tellWhat,
  tellWhy,
  type AttentionFilter,
  type AttentionItem,
} from '../src/index.js';

/** A moment so many days from now. */
export function momentIn(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

/** A day so many days from today, in UTC, which is the time zone of the tests' coalitions. */
export function dayIn(days: number): string {
  return momentIn(days).toISOString().slice(0, 10);
}

/** What stands on the desk at a moment, as backbone staff see it. */
export async function deskOf(room: TestRoom, built: BuiltCoalition, filter: AttentionFilter, moment = new Date()) {
  const { backbone, coalition } = built;
  return (await room.get(DeskService).attentionItems(backbone, coalition.id, filter, { first: 100 }, moment)).nodes;
}

/** All that an item says, once in every language that words are written in. A fact that it lacks is an error. */
export function toldOf(item: AttentionItem): string[] {
  return interfaceLanguages.map((language) => {
    const words = wordsIn(language);
    const steps = item.steps.map((code) => tellStep(code, words));
    return [tellWhat(item, words), tellWhy(item, words), ...tellCaveats(item, words), ...steps].join('\n');
  });
}
