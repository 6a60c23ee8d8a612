import { formatPeriod, type Frequency } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { run } from '@keelson/platform';
import { owedSubmissions } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import { askedFacts } from './asked-facts.sql.js';
import { changedFacts } from './changed-facts.sql.js';
import { decidedFacts } from './decided-facts.sql.js';
import type { DigestFact } from './digest-fact.js';
import { figureFacts } from './figure-facts.sql.js';
import { publishedFacts } from './published-facts.sql.js';
import { changesOf, toldVerbs } from './told-changes.js';

export interface ToldWeek {
  coalitionId: string;
  from: Date;
  until: Date;
  /** The moment by which it is decided what is asked; null: now. */
  at: Date | null;
}

type Row = DigestFact & Record<string, unknown>;

/** In days: numbers that fall due later are asked for in the next digest. */
const daysAhead = 14;

/** Everything that members of a coalition may be told of a week: one statement for each part, however many they are. */
export async function digestFacts(manager: EntityManager, week: ToldWeek): Promise<DigestFact[]> {
  const { coalitionId, from, until, at } = week;
  const changed = await run<Row>(manager, changedFacts, [coalitionId, from, until, toldVerbs]);
  const figures = await run<Row>(manager, figureFacts, [coalitionId, from, until]);
  return [
    ...(await owedFacts(manager, week)),
    ...(await run<Row>(manager, askedFacts, [coalitionId, at])),
    ...changed.map((fact) => ({ ...fact, details: changesOf(fact.details) })),
    ...(await run<Row>(manager, decidedFacts, [coalitionId, from, until])),
    ...figures.map((fact) => ({ ...fact, details: fact.details.map(periodCode) })),
    ...(await run<Row>(manager, publishedFacts, [coalitionId, from, until])),
  ];
}

/** Numbers that an organization owes, one fact for each of its submissions. */
async function owedFacts(manager: EntityManager, { coalitionId, at }: ToldWeek): Promise<DigestFact[]> {
  const owed = await owedSubmissions(manager, coalitionId, null, daysAhead, at);
  const organizations = await manager.find(Organization, { where: { coalitionId }, select: { id: true, name: true } });
  const nameOf = new Map(organizations.map(({ id, name }) => [id, name]));
  return owed.flatMap(({ organizationId, submissions }) =>
    submissions.map(({ frequency, periodStart: start, dueOn }) => ({
      ...{ part: 'ASKED' as const, kind: 'SUBMIT' as const, subjectType: 'Organization' as const },
      ...{ subjectId: organizationId, title: formatPeriod({ frequency, start }), on: dueOn },
      ...{ details: [nameOf.get(organizationId) ?? ''], roles: ['PARTNER' as const], audiences: null },
      ...{ organizationIds: [organizationId], personIds: null, ofBackbone: false, keys: [], by: [] },
    })),
  );
}

function periodCode(text: string): string {
  const [frequency, start = ''] = text.split(' ');
  return formatPeriod({ frequency: frequency as Frequency, start });
}
