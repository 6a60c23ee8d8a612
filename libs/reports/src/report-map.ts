import type { ActivityFigure, ActivityKind, ActivityStatus, LinkKind } from '@keelson/activities';
import type { Audience } from './report-publication.entity.js';

export interface MappedActivity {
  title: string;
  /** Who leads it. */
  organization: string;
  kind: ActivityKind;
  status: ActivityStatus;
  /** From 0 (left, top) to 1,000. */
  x: number;
  y: number;
  /** Active, and without a link to what is not stopped; absent where it is not. */
  isolated?: true;
}

export interface MappedLink {
  from: number;
  to: number;
  kind: LinkKind;
}

/** How activities hung together when a report was compiled. Activities are named by their place in `activities`, from 0. */
export interface ReportMap {
  activities: MappedActivity[];
  /** Confirmed ones. */
  links: MappedLink[];
  /** What follows is for the coalition; absent for others. */
  isolationRate?: ActivityFigure;
  reinforcementDensity?: ActivityFigure;
  goalsWithoutActivity?: { code: string; statement: string }[];
  possibleOverlaps?: { activities: [number, number]; goals: string[]; groups: string[]; place: string }[];
  notReferred?: { activity: number; group: string; others: number[] }[];
}

/** The whole of it for the coalition; for others active activities and the confirmed links between them. */
export function showMap(map: ReportMap, audiences: readonly Audience[]): ReportMap {
  if (audiences.includes('COALITION')) return map;
  const shown = map.activities.flatMap(({ status }, i) => (status === 'ACTIVE' ? [i] : []));
  const places = new Map(shown.map((from, to) => [from, to]));
  return {
    activities: shown.map((i) => {
      const { isolated: _, ...activity } = map.activities[i]!;
      return activity;
    }),
    links: map.links.flatMap(({ from, to, kind }) => {
      const ends = { from: places.get(from), to: places.get(to) };
      return ends.from === undefined || ends.to === undefined ? [] : [{ from: ends.from, to: ends.to, kind }];
    }),
  };
}
