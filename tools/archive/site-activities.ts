import { escaped } from '@keelson/formats';
import { list, pairs, text, words, type SitePage } from './site-frame.js';

interface ActivityRow {
  title: string;
  description: string | null;
  kind: string;
  status: string;
  status_reason: string | null;
  lead: string;
  partners: string[];
  goals: string[];
  measures: string[];
  start_date: string | null;
  end_date: string | null;
  milestones: { title: string; due: string | null; done: string | null }[];
  resources: { organization: string; kind: string; description: string; amount: string | null; unit: string | null }[];
  links: { kind: string; other: string; note: string | null }[];
}

export const activitiesPage: SitePage<ActivityRow> = {
  page: 'activities',
  empty: 'No activity was recorded.',
  rows: `
    SELECT a.title, a.description, a.kind, a.status, a.status_reason, l.name AS lead, a.start_date::text, a.end_date::text,
           ARRAY(SELECT o.name FROM organization o WHERE o.coalition_id = $1 AND o.id = ANY (a.partner_organization_ids)
                  ORDER BY o.name COLLATE "C", o.id) AS partners,
           ARRAY(SELECT g.statement FROM goal g WHERE g.coalition_id = $1 AND g.id = ANY (a.goal_ids) ORDER BY g.position, g.id) AS goals,
           ARRAY(SELECT m.name FROM measure m WHERE m.coalition_id = $1 AND m.id = ANY (a.measure_ids) ORDER BY m.code COLLATE "C") AS measures,
           coalesce((SELECT json_agg(json_build_object('title', s.title, 'due', s.due_date, 'done', (s.done_at AT TIME ZONE c.time_zone)::date)
                                     ORDER BY s.due_date, s.id)
                       FROM milestone s WHERE s.coalition_id = $1 AND s.activity_id = a.id), '[]') AS milestones,
           coalesce((SELECT json_agg(json_build_object('organization', o.name, 'kind', r.kind, 'description', r.description,
                                     'amount', r.amount::text, 'unit', r.unit) ORDER BY r.id)
                       FROM resource r JOIN organization o ON o.coalition_id = $1 AND o.id = r.organization_id
                      WHERE r.coalition_id = $1 AND r.activity_id = a.id AND r.withdrawn_at IS NULL), '[]') AS resources,
           coalesce((SELECT json_agg(json_build_object('kind', k.kind, 'other', t.title, 'note', k.note) ORDER BY k.id)
                       FROM reinforcement_link k JOIN activity t ON t.coalition_id = $1 AND t.id = k.to_activity_id
                      WHERE k.coalition_id = $1 AND k.from_activity_id = a.id AND k.unlinked_at IS NULL), '[]') AS links
      FROM activity a JOIN coalition c ON c.id = a.coalition_id
      JOIN organization l ON l.coalition_id = $1 AND l.id = a.lead_organization_id
     WHERE a.coalition_id = $1 ORDER BY a.title COLLATE "C", a.id`,
  article: (activity) => escaped`<article>
<h2 dir="auto">${activity.title}</h2>
${text(activity.description)}${pairs(
    ['Kind', words(activity.kind)],
    ['Status', `${words(activity.status)}${activity.status_reason ? `: ${activity.status_reason}` : ''}`],
    ['Led by', activity.lead],
    ['With', list(activity.partners)],
    ['From', activity.start_date],
    ['To', activity.end_date],
    ['Goals', list(activity.goals)],
    ['Contributes to', list(activity.measures)],
    [
      'Milestones',
      list(
        activity.milestones.map(
          ({ title, due, done }) =>
            `${title}${due ? `, due on ${due}` : ''}${done ? `, done on ${done}` : ', not done'}`,
        ),
      ),
    ],
    [
      'Resources',
      list(
        activity.resources.map(
          ({ organization, kind, description, amount, unit }) =>
            `${organization}, ${words(kind)}: ${description}${amount ? ` (${amount}${unit ? ` ${unit}` : ''})` : ''}`,
        ),
      ),
    ],
    [
      'Reinforces',
      list(activity.links.map(({ kind, other, note }) => `${words(kind)}: ${other}${note ? `. ${note}` : ''}`)),
    ],
  )}</article>
`,
};
