import { setTimeout as pause } from 'node:timers/promises';
import type { Year } from './play.js';

type State = 'PASS' | 'FAIL' | 'NOT_ASSESSABLE';
interface Card {
  scorecard: { conditions: { checks: { check: string; state: State; since: string | null; sentence: string }[] }[] };
}

/** The 25 checks by their names. */
export async function scorecardOf(year: Year): Promise<Record<string, State>> {
  const checks = await checksOf(year);
  return Object.fromEntries(checks.map(({ check, state }) => [check, state]));
}

async function checksOf(year: Year) {
  const query = `query($id: ID!) { scorecard(coalitionId: $id) { conditions { checks { check state since sentence } } } }`;
  const { scorecard } = await year.ask<Card>('desk', query, { id: year.coalitionId });
  return scorecard.conditions.flatMap(({ checks }) => checks);
}

interface Desk {
  attentionItems: { nodes: { rule: string; title: string; since: string; facts: Record<string, string> }[] };
}

/** The desk from top to bottom, a line each: the rule, its subject and the day on which it opened. */
export async function deskOf(year: Year): Promise<string[]> {
  const query = `query($id: ID!) { attentionItems(coalitionId: $id, first: 100) { nodes { rule title since facts } } }`;
  const { attentionItems } = await year.ask<Desk>('desk', query, { id: year.coalitionId });
  return attentionItems.nodes.map(({ rule, title, since, facts }) => {
    const subject = rule === 'CHECK_FAILED' ? facts['check'] : title;
    return `${rule}: ${subject}, since ${since}`;
  });
}

type Titled = { title: string };
interface Map {
  reinforcementMap: {
    components: { activities: Titled[] }[];
    isolatedActivities: Titled[];
    cycles: unknown[];
    criticalPath: { milestone: Titled; slackDays: number | null }[];
    goalsWithoutActivity: { code: string }[];
    possibleOverlaps: { activities: Titled[]; place: string }[];
    notReferred: { activity: Titled; group: { name: string }; couldReferTo: Titled[] }[];
    figures: Record<string, { numerator: number; denominator: number; value: string | null }>;
  };
}

export async function mapOf(year: Year) {
  const query = `query($id: ID!) { reinforcementMap(coalitionId: $id) {
    components { activities { title } } isolatedActivities { title } cycles { activities { title } }
    criticalPath { milestone { title } slackDays } goalsWithoutActivity { code }
    possibleOverlaps { activities { title } place } notReferred { activity { title } group { name } couldReferTo { title } }
    figures { reinforcementDensity { numerator denominator value } isolationRate { numerator denominator value } } } }`;
  const { reinforcementMap: map } = await year.ask<Map>('desk', query, { id: year.coalitionId });
  const titles = (activities: Titled[]) => activities.map(({ title }) => title).sort();
  const figure = (name: string) => `${map.figures[name]!.numerator}/${map.figures[name]!.denominator}`;
  return {
    together: map.components.map(({ activities }) => titles(activities)).filter(({ length }) => length > 1),
    isolated: titles(map.isolatedActivities),
    cycles: map.cycles.length,
    criticalPath: map.criticalPath.map(({ milestone }) => milestone.title),
    gaps: map.goalsWithoutActivity.map(({ code }) => code),
    overlaps: map.possibleOverlaps.map(({ activities }) => titles(activities)),
    notReferred: map.notReferred
      .map(({ activity, group, couldReferTo }) => {
        return `${group.name} of ${activity.title} to ${titles(couldReferTo).join(' or ')}`;
      })
      .sort(),
    ...{ density: figure('reinforcementDensity'), isolation: figure('isolationRate') },
  };
}

interface Digests {
  digests: { nodes: { week: string; sections: { part: string; items: { text: string }[] }[] }[] };
}

/** What a person was told this Monday of the week before, by part. */
export async function digestOf(year: Year, person: string): Promise<Record<string, string[]>> {
  const [digest] = await digestsOf(year, person);
  return Object.fromEntries(
    (digest?.sections ?? []).map(({ part, items }) => [part, items.map(({ text }) => text).sort()]),
  );
}

async function digestsOf(year: Year, person: string) {
  const query = `query($id: ID!) { digests(coalitionId: $id, first: 1) { nodes { week sections { part items { text } } } } }`;
  const { digests } = await year.ask<Digests>(person, query, { id: year.coalitionId });
  return digests.nodes.filter(({ week }) => Date.parse(week) === Date.parse(year.today) - 7 * 86_400_000);
}

export async function followThroughOf(year: Year, from: string): Promise<string> {
  const query = `query($id: ID!, $from: Date!, $to: Date!) { commitmentFigures(coalitionId: $id, from: $from, to: $to) {
    followThrough { numerator denominator value } } }`;
  type Told = {
    commitmentFigures: { followThrough: { numerator: number; denominator: number; value: string | null } };
  };
  const { commitmentFigures } = await year.ask<Told>('desk', query, { id: year.coalitionId, from, to: year.today });
  const { numerator, denominator, value } = commitmentFigures.followThrough;
  return `${numerator}/${denominator} = ${value}`;
}

/** What a person would say on one day; every check that is not named passes. */
export interface Expected {
  scorecard: { FAIL: string[]; NOT_ASSESSABLE: string[] };
  desk: string[];
  map: Awaited<ReturnType<typeof mapOf>>;
  digests: { buses: Record<string, string[]>; desk: Record<string, string[]> };
  followThrough: string;
}

/** What Keelson says, and how many checks it judged. */
export async function lookAround(year: Year, promisesFrom: string): Promise<Expected & { checks: number }> {
  const card = Object.entries(await scorecardOf(year));
  const those = (asked: State) => card.flatMap(([check, state]) => (state === asked ? [check] : []));
  return {
    checks: card.length,
    scorecard: { FAIL: those('FAIL'), NOT_ASSESSABLE: those('NOT_ASSESSABLE') },
    desk: await deskOf(year),
    map: await mapOf(year),
    digests: { buses: await digestOf(year, 'buses'), desk: await digestOf(year, 'desk') },
    followThrough: await followThroughOf(year, promisesFrom),
  };
}

/** Until `isThere`; the worker finds what is due soon after it starts. */
async function wait(isThere: () => Promise<boolean>, what: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(200)) if (await isThere()) return;
  throw new Error(`After a minute there is still no ${what}.`);
}

/** A worker comes, does what is due and goes: nothing is evaluated amid a day's events. */
export async function letWork(year: Year, { digests }: { digests: boolean }): Promise<void> {
  await year.clocked.startWorker();
  await wait(async () => (await checksOf(year)).every(({ since }) => since !== null), 'scorecard of the day');
  if (digests) await wait(async () => (await digestsOf(year, 'desk')).length > 0, 'digest of the week');
  await year.clocked.stopWorker();
}
