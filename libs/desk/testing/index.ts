import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { DeskService, type AttentionFilter } from '../src/index.js';

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
