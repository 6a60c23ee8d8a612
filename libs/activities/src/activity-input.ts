import { isDecimal, isNegative } from '@keelson/measures';
import { newId, type Problem } from '@keelson/platform';
import type { Activity, ActivityKind } from './activity.entity.js';
import type { ActivityReferences } from './activity-references.service.js';

/** What may be given when an activity is made and when it is changed; null empties what can be empty. */
export interface ActivityDetails extends ActivityReferences {
  description?: string | null;
  isCore?: boolean | null;
  changeLevel?: Activity['changeLevel'];
  beyondExisting?: string | null;
  place?: string | null;
  /** Kinds of assets, as codes. */
  requiredCapabilities?: string[] | null;
  /** An exact decimal, with its currency. */
  budget?: string | null;
  currency?: string | null;
  inKind?: string | null;
  startDate?: string | null;
  endDate?: string | null;
}

export interface NewActivity extends ActivityDetails {
  coalitionId: string;
  title: string;
  kind: ActivityKind;
  leadOrganizationId: string;
}

/** What is given changes; a list replaces the list. */
export interface ActivityChanges extends ActivityDetails {
  title?: string | null;
  kind?: ActivityKind | null;
}

export const activityLists = [
  'partnerOrganizationIds',
  'goalIds',
  'strategyIds',
  'measureIds',
  'groupIds',
  'requiredCapabilities',
] as const;
const optional = [
  'description',
  'changeLevel',
  'beyondExisting',
  'place',
  'budget',
  'currency',
  'inKind',
  'startDate',
  'endDate',
] as const;

/** An activity with nothing but what it cannot be without. */
export function planActivity(input: NewActivity, now: Date): Activity {
  const activity: Activity = {
    ...{ id: newId(), coalitionId: input.coalitionId, title: input.title, description: null, kind: input.kind },
    ...{ leadOrganizationId: input.leadOrganizationId, partnerOrganizationIds: [], goalIds: [], strategyIds: [] },
    ...{ measureIds: [], isCore: false, changeLevel: null, beyondExisting: null, groupIds: [], place: null },
    ...{ requiredCapabilities: [], budget: null, currency: null, inKind: null, startDate: null, endDate: null },
    ...{ status: 'PLANNED', statusReason: null, statusSince: now, createdAt: now },
  };
  applyChanges(activity, input);
  return activity;
}

export function applyChanges(activity: Activity, changes: ActivityChanges): void {
  activity.title = changes.title ?? activity.title;
  activity.kind = changes.kind ?? activity.kind;
  activity.isCore = changes.isCore ?? activity.isCore;
  activity.leadOrganizationId = changes.leadOrganizationId ?? activity.leadOrganizationId;
  for (const list of activityLists) activity[list] = changes[list] ?? activity[list];
  activity.requiredCapabilities = activity.requiredCapabilities.map((kind) => kind.toLowerCase());
  for (const name of optional) {
    if (changes[name] !== undefined) Object.assign(activity, { [name]: changes[name] });
  }
}

/** Everything that is wrong with an activity as it would stand. */
export function problemsOf(activity: Activity): Problem[] {
  const problems: Problem[] = [];
  if (!activity.title.trim()) {
    problems.push({ code: 'REQUIRED', field: ['title'], message: 'Give the activity a title.' });
  }
  for (const list of activityLists) {
    activity[list].forEach((id, i, ids) => {
      if (ids.indexOf(id) === i) return;
      problems.push({ code: 'DUPLICATE', field: [list, String(i)], message: 'This stands twice in the list.' });
    });
  }
  const lead = activity.partnerOrganizationIds.indexOf(activity.leadOrganizationId);
  if (lead >= 0) {
    const message = 'The lead organization is not its own partner; name the others only.';
    problems.push({ code: 'DUPLICATE', field: ['partnerOrganizationIds', String(lead)], message });
  }
  const { startDate, endDate } = activity;
  if (startDate && endDate && endDate < startDate) {
    const message = `An activity cannot end (${endDate}) before it starts (${startDate}).`;
    problems.push({ code: 'OUT_OF_RANGE', field: ['endDate'], message });
  }
  return [...problems, ...problemsOfBudget(activity)];
}

function problemsOfBudget({ budget, currency }: Activity): Problem[] {
  const problems: Problem[] = [];
  if (budget !== null && !isDecimal(budget)) {
    const message = 'Write the budget as a plain decimal such as "1250.50".';
    problems.push({ code: 'NOT_A_NUMBER', field: ['budget'], message });
  } else if (budget !== null && isNegative(budget)) {
    problems.push({ code: 'NEGATIVE', field: ['budget'], message: 'A budget is not negative.' });
  }
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) {
    const message = 'Give the currency by its three letters of ISO 4217, such as EUR.';
    problems.push({ code: 'INVALID', field: ['currency'], message });
  }
  if ((budget === null) !== (currency === null)) {
    const missing = budget === null ? 'budget' : 'currency';
    const message = 'A budget needs its currency, and a currency its budget; give both or neither.';
    problems.push({ code: 'REQUIRED', field: [missing], message });
  }
  return problems;
}

/** What the history keeps of an activity. */
export function snapshotOf(activity: Activity): Record<string, unknown> {
  const { id, coalitionId, statusSince, createdAt, ...kept } = activity;
  return kept;
}
