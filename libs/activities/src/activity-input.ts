import type { Problem } from '@keelson/platform';
import type { Activity, ActivityKind } from './activity.entity.js';
import type { ActivityReferences } from './activity-references.service.js';

export interface NewActivity extends ActivityReferences {
  coalitionId: string;
  title: string;
  description?: string | null;
  kind: ActivityKind;
  leadOrganizationId: string;
  startDate?: string | null;
  endDate?: string | null;
}

/** What is given changes; a list replaces the list. */
export interface ActivityChanges extends ActivityReferences {
  title?: string | null;
  description?: string | null;
  kind?: ActivityKind | null;
  startDate?: string | null;
  endDate?: string | null;
}

export const activityLists = ['partnerOrganizationIds', 'goalIds', 'strategyIds', 'measureIds'] as const;

export function applyChanges(activity: Activity, changes: ActivityChanges): void {
  activity.title = changes.title ?? activity.title;
  if (changes.description !== undefined) activity.description = changes.description;
  activity.kind = changes.kind ?? activity.kind;
  activity.leadOrganizationId = changes.leadOrganizationId ?? activity.leadOrganizationId;
  for (const list of activityLists) activity[list] = changes[list] ?? activity[list];
  if (changes.startDate !== undefined) activity.startDate = changes.startDate;
  if (changes.endDate !== undefined) activity.endDate = changes.endDate;
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
      problems.push({ code: 'DUPLICATE', field: [list, String(i)], message: 'This id stands twice in the list.' });
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
  return problems;
}

/** What the history keeps of an activity. */
export function snapshotOf(activity: Activity): Record<string, unknown> {
  const { id, coalitionId, statusSince, createdAt, ...kept } = activity;
  return kept;
}
