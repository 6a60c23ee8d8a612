import type { Activity } from './activity.entity.js';

export interface Lack {
  /** The field of the activity that would have to change. */
  of: 'goalIds' | 'groupIds' | 'partnerOrganizationIds';
  message: string;
}

type Checked = Pick<Activity, 'title' | 'goalIds' | 'groupIds' | 'isCore' | 'partnerOrganizationIds'>;

/** What an activity lacks to be ACTIVE. It always has a lead. `currentGoalIds`: goals that go on in the adopted agenda. */
export function lacksOf(activity: Checked, currentGoalIds: ReadonlySet<string>): Lack[] {
  const { title, goalIds, groupIds, isCore, partnerOrganizationIds } = activity;
  const lacks: Lack[] = [];
  if (!goalIds.some((id) => currentGoalIds.has(id))) {
    lacks.push({ of: 'goalIds', message: `"${title}" serves no goal of the adopted agenda; name one.` });
  }
  if (groupIds.length === 0) {
    lacks.push({ of: 'groupIds', message: `"${title}" serves no group; name whom it is for.` });
  }
  if (isCore && partnerOrganizationIds.length === 0) {
    const message = `"${title}" is a core activity of one organization; a core activity has two or more.`;
    lacks.push({ of: 'partnerOrganizationIds', message });
  }
  return lacks;
}
