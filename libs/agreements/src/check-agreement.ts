import { findCoalition, Membership, type Coalition } from '@keelson/coalitions';
import {
  Breakdown,
  endOf,
  formatPeriod,
  Measure,
  MeasureVersion,
  parsePeriod,
  type Frequency,
} from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { run, type Actor, type Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import type { Agreement, SharingAudience, SharingGrain } from './agreement.entity.js';

export interface NewAgreement {
  coalitionId: string;
  purpose: string;
  grain: SharingGrain;
  /** Whether the backbone is a party. */
  backbone: boolean;
  organizationIds: string[];
  measureIds: string[];
  finestFrequency?: Frequency | null;
  firstPeriod?: string | null;
  lastPeriod?: string | null;
  breakdowns?: string[][] | null;
  audiences: SharingAudience[];
  from: string;
  to?: string | null;
  supersedesId?: string | null;
}

type Checked = Pick<Agreement, 'firstPeriod' | 'lastPeriod' | 'breakdownKeys'>;

/** Everything that is wrong with an agreement as it is proposed, with paths; and what of it is kept otherwise than said. */
export async function checkAgreement(
  manager: EntityManager,
  actor: Actor,
  input: NewAgreement,
): Promise<Checked & { problems: Problem[] }> {
  const coalition = await findCoalition(manager, actor, input.coalitionId);
  const today = await todayOf(manager, coalition);
  const breakdowns = await checkBreakdowns(manager, input);
  return {
    firstPeriod: spelled(input.firstPeriod),
    lastPeriod: spelled(input.lastPeriod),
    breakdownKeys: breakdowns.keys,
    problems: [
      ...(input.purpose.trim() ? [] : [problem('purpose', 'REQUIRED', 'Say what the figures are shared for.')]),
      ...checkGrain(input),
      ...(await checkParties(manager, input)),
      ...(await checkMeasures(manager, input)),
      ...checkPeriods(input),
      ...breakdowns.problems,
      ...(input.audiences.length > 0 ? [] : [problem('audiences', 'REQUIRED', 'Say who may see the figures.')]),
      ...checkTerm(input, today),
    ],
  };
}

export async function todayOf(manager: EntityManager, { timeZone }: Coalition): Promise<string> {
  const [row] = await run<{ today: string }>(manager, 'SELECT (now() AT TIME ZONE $1)::date::text AS today', [
    timeZone,
  ]);
  return row!.today;
}

const problem = (field: string, code: Problem['code'], message: string): Problem => ({
  ...{ code, message, field: field.split('.') },
});

function checkGrain({ grain, backbone, organizationIds }: NewAgreement): Problem[] {
  if (Number(backbone) + new Set(organizationIds).size < 2) {
    return [problem('organizationIds', 'REQUIRED', 'An agreement has two parties or more.')];
  }
  if (grain === 'COALITION' && !backbone) {
    const message = "The backbone answers for the coalition's totals: it is a party where they are shared.";
    return [problem('grain', 'NOT_ALLOWED', message)];
  }
  return [];
}

async function checkParties(
  manager: EntityManager,
  { coalitionId, organizationIds, from, to }: NewAgreement,
): Promise<Problem[]> {
  const known = await manager.findBy(Organization, { coalitionId, id: In(organizationIds) });
  const memberships = await manager.findBy(Membership, { coalitionId, organizationId: In(organizationIds) });
  const last = to && to >= from ? to : '9999-12-31';
  const isMember = (id: string) =>
    memberships.some((one) => {
      return one.organizationId === id && (one.from ?? from) <= last && (one.to ?? from) >= from;
    });
  return organizationIds.flatMap((id, i): Problem[] => {
    const field = `organizationIds.${i}`;
    if (organizationIds.indexOf(id) < i) return [problem(field, 'DUPLICATE', 'This party stands here twice.')];
    const organization = known.find((one) => one.id === id);
    if (!organization) {
      return [problem(field, 'UNKNOWN_ORGANIZATION', 'There is no such organization in this coalition.')];
    }
    if (isMember(id)) return [];
    const message = `"${organization.code}" is no member of the coalition in these days.`;
    return [problem(field, 'OUTSIDE_MEMBERSHIP', message)];
  });
}

async function checkMeasures(manager: EntityManager, { coalitionId, ...input }: NewAgreement): Promise<Problem[]> {
  const { measureIds, finestFrequency } = input;
  if (measureIds.length === 0) return [problem('measureIds', 'REQUIRED', 'Name the measures that are shared.')];
  const found = new Map(
    (await manager.findBy(Measure, { coalitionId, id: In(measureIds) })).map((one) => [one.id, one]),
  );
  return measureIds.flatMap((id, i): Problem[] => {
    const field = `measureIds.${i}`;
    const measure = found.get(id);
    if (!measure) return [problem(field, 'UNKNOWN_MEASURE', 'There is no such measure in this coalition.')];
    if (measure.calculated) {
      const message = `"${measure.code}" is calculated: name the measures that it is calculated from; it is seen with them.`;
      return [problem(field, 'INVALID', message)];
    }
    if (!finestFrequency || rank(finestFrequency) >= rank(measure.frequency)) return [];
    const message = `"${measure.code}" is reported by ${measure.frequency}: there are no figures by ${finestFrequency}.`;
    return [problem('finestFrequency', 'INVALID', message)];
  });
}

const lengths: readonly Frequency[] = ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'];
const rank = (frequency: Frequency) => lengths.indexOf(frequency);

function checkPeriods({ firstPeriod, lastPeriod }: NewAgreement): Problem[] {
  const problems = [...checkPeriod('firstPeriod', firstPeriod), ...checkPeriod('lastPeriod', lastPeriod)];
  if (problems.length > 0 || !firstPeriod || !lastPeriod) return problems;
  if (endOf(parsePeriod(lastPeriod)!) > parsePeriod(firstPeriod)!.start) return [];
  return [problem('lastPeriod', 'OUT_OF_RANGE', 'The last period lies before the first.')];
}

function checkPeriod(field: string, code: string | null | undefined): Problem[] {
  return code && !parsePeriod(code) ? [problem(field, 'UNKNOWN_PERIOD', `"${code}" is no period.`)] : [];
}

function spelled(code: string | null | undefined): string | null {
  const period = code ? parsePeriod(code) : null;
  return period && formatPeriod(period);
}

async function checkBreakdowns(
  manager: EntityManager,
  { coalitionId, measureIds, breakdowns }: NewAgreement,
): Promise<{ keys: string[] | null; problems: Problem[] }> {
  if (!breakdowns) return { keys: null, problems: [] };
  const versions = await manager.findBy(MeasureVersion, { coalitionId, measureId: In(measureIds) });
  const declared = (
    await manager.findBy(Breakdown, { coalitionId, measureVersionId: In(versions.map(({ id }) => id)) })
  ).map(({ dimensionKey }) => new Set(dimensionKey.split(',')));
  const problems = breakdowns.flatMap((codes, i): Problem[] => {
    if (codes.length === 0) {
      return [
        problem(`breakdowns.${i}`, 'REQUIRED', 'Name a dimension, or leave this set out: totals are always seen.'),
      ];
    }
    if (declared.some((set) => codes.every((code) => set.has(code)))) return [];
    const message = `None of these measures declares a breakdown by ${codes.join(' × ')}.`;
    return [problem(`breakdowns.${i}`, 'UNDECLARED_BREAKDOWN', message)];
  });
  const keys = breakdowns.map((codes) => [...new Set(codes)].sort().join(','));
  return { keys: [...new Set(keys)].sort(), problems };
}

function checkTerm({ from, to }: NewAgreement, today: string): Problem[] {
  const past = 'Nothing is agreed for days that are over';
  return [
    ...(from < today ? [problem('from', 'OUT_OF_RANGE', `${past}: today is ${today}.`)] : []),
    ...(to && to < today ? [problem('to', 'OUT_OF_RANGE', `${past}: today is ${today}.`)] : []),
    ...(to && to >= today && to < from ? [problem('to', 'OUT_OF_RANGE', 'The last day lies before the first.')] : []),
  ];
}
