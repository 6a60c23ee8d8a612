import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { ActivityKind, ActivityStatus } from './activity.entity.js';
import type { LinkKind } from './reinforcement-link.entity.js';

export interface MapActivity {
  id: string;
  title: string;
  /** Of the organization that leads it. */
  lead: string;
  kind: ActivityKind;
  status: ActivityStatus;
  place: string | null;
  groupIds: string[];
  /** Of the goals that go on in the adopted agenda. */
  goalCodes: string[];
}

/*
 * Question: which activities stand on the map of a coalition?
 * Parameters: $1 coalition.
 * Columns: id, title, lead (its name), kind, status, place, groupIds, goalCodes (of goals that go on in the adopted agenda).
 * Why: what goes on, PLANNED, ACTIVE or PAUSED, and what is DONE only where a confirmed link ties it to that: a map of all
 * that ever was would show little. By id, which is by when they were made, so that the map is drawn the same every time.
 */
const activities = `
WITH ongoing AS (
  SELECT id FROM activity WHERE coalition_id = $1 AND status IN ('PLANNED', 'ACTIVE', 'PAUSED')
), tied AS (
  SELECT from_activity_id AS id, to_activity_id AS other_id FROM reinforcement_link
  WHERE coalition_id = $1 AND unlinked_at IS NULL AND confirmed_at IS NOT NULL
  UNION
  SELECT to_activity_id, from_activity_id FROM reinforcement_link
  WHERE coalition_id = $1 AND unlinked_at IS NULL AND confirmed_at IS NOT NULL
), current_goal AS (
  SELECT goal.id, goal.code
  FROM agenda
  JOIN goal adopted ON adopted.coalition_id = $1 AND adopted.agenda_id = agenda.id
  JOIN goal ON goal.coalition_id = $1 AND goal.code = adopted.code
  WHERE agenda.coalition_id = $1 AND agenda.state = 'ADOPTED'
)
SELECT activity.id, activity.title, organization.name AS lead, activity.kind, activity.status, activity.place, activity.group_ids AS "groupIds",
  ARRAY(
    SELECT DISTINCT code FROM current_goal WHERE current_goal.id = ANY (activity.goal_ids) ORDER BY code
  ) AS "goalCodes"
FROM activity
JOIN organization ON organization.coalition_id = $1 AND organization.id = activity.lead_organization_id
WHERE activity.coalition_id = $1
  AND (
    activity.id IN (SELECT id FROM ongoing)
    OR activity.status = 'DONE'
      AND EXISTS (SELECT FROM tied WHERE tied.id = activity.id AND tied.other_id IN (SELECT id FROM ongoing))
  )
ORDER BY activity.id`;

export function activitiesOnMap(manager: EntityManager, coalitionId: string): Promise<MapActivity[]> {
  return run<MapActivity>(manager, activities, [coalitionId]);
}

export interface MapLink {
  id: string;
  fromActivityId: string;
  toActivityId: string;
  kind: LinkKind;
  /** Whether the lead of the other activity agreed; what is only proposed is drawn apart and counts nowhere. */
  confirmed: boolean;
}

/*
 * Question: which links stand between these activities?
 * Parameters: $1 coalition, $2 activity ids uuid[].
 * Columns: id, fromActivityId, toActivityId, kind, confirmed.
 * Why: only links with both ends on the map can be drawn.
 */
const links = `
SELECT id, from_activity_id AS "fromActivityId", to_activity_id AS "toActivityId", kind,
  confirmed_at IS NOT NULL AS confirmed
FROM reinforcement_link
WHERE coalition_id = $1 AND unlinked_at IS NULL AND from_activity_id = ANY ($2) AND to_activity_id = ANY ($2)
ORDER BY id`;

export function linksOnMap(manager: EntityManager, coalitionId: string, activityIds: string[]): Promise<MapLink[]> {
  return run<MapLink>(manager, links, [coalitionId, activityIds]);
}

export interface MapMilestone {
  id: string;
  activityId: string;
  title: string;
  dueDate: string;
}

/*
 * Question: which milestones of what goes on are still to be reached by a day?
 * Parameters: $1 coalition.
 * Columns: id, activityId, title, dueDate.
 * Why: a milestone that is done holds nothing up, and one without a day cannot be put in order.
 */
const milestones = `
SELECT milestone.id, milestone.activity_id AS "activityId", milestone.title, milestone.due_date::text AS "dueDate"
FROM milestone
JOIN activity ON activity.coalition_id = $1 AND activity.id = milestone.activity_id
WHERE milestone.coalition_id = $1 AND milestone.done_at IS NULL AND milestone.due_date IS NOT NULL
  AND activity.status IN ('PLANNED', 'ACTIVE', 'PAUSED')
ORDER BY milestone.due_date, milestone.id`;

export function openMilestones(manager: EntityManager, coalitionId: string): Promise<MapMilestone[]> {
  return run<MapMilestone>(manager, milestones, [coalitionId]);
}

/*
 * Question: what are these stakeholder groups called?
 * Parameters: $1 coalition, $2 group ids uuid[].
 * Columns: id, name.
 * Why: what is found is told to people who know groups by their names.
 */
const groups = `SELECT id, name FROM stakeholder_group WHERE coalition_id = $1 AND id = ANY ($2) ORDER BY name, id`;

export function groupsOnMap(
  manager: EntityManager,
  coalitionId: string,
  groupIds: string[],
): Promise<{ id: string; name: string }[]> {
  return run<{ id: string; name: string }>(manager, groups, [coalitionId, groupIds]);
}
