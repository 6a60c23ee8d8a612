import { todayOf } from '@keelson/backbone';
import type { EntityManager } from 'typeorm';

/** Whose checks are judged, and the days that they go by: those of the coalition. */
export interface Occasion {
  coalitionId: string;
  today: string;
  /** The first of the twelve months of evidence that end today. */
  yearFrom: string;
}

export async function occasionOf(manager: EntityManager, coalitionId: string): Promise<Occasion> {
  const today = await todayOf(manager, coalitionId);
  return { coalitionId, today, yearFrom: dayAfter(yearBefore(today)) };
}

function yearBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return daysFrom(day, 1);
}

export function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
