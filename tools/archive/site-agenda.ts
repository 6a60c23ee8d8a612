import { escaped } from '@keelson/formats';
import { list, pairs, text, words, type SitePage } from './site-frame.js';

interface AgendaRow {
  version: number;
  state: string;
  problem: string | null;
  vision: string | null;
  population: string | null;
  geography: string | null;
  in_scope: string[];
  out_of_scope: string[];
  guiding_principles: string[];
  adopted: string | null;
  superseded: string | null;
  review_date: string | null;
  goals: {
    code: string;
    statement: string;
    horizon: string | null;
    strategies: { code: string; title: string; description: string | null }[];
  }[];
  pledges: { organization: string; kind: string; statement: string | null }[];
}

/** Drafts are the backbone's workshop: only what was proposed or adopted stands here. */
export const agendaPage: SitePage<AgendaRow> = {
  page: 'agenda',
  empty: 'No common agenda was proposed.',
  rows: `
    SELECT a.version, a.state, a.problem, a.vision, a.population, a.geography, a.in_scope, a.out_of_scope,
           a.guiding_principles, a.review_date::text, (a.adopted_at AT TIME ZONE c.time_zone)::date::text AS adopted,
           (a.superseded_at AT TIME ZONE c.time_zone)::date::text AS superseded,
           coalesce((SELECT json_agg(json_build_object('code', g.code, 'statement', g.statement, 'horizon', g.horizon, 'strategies',
                       coalesce((SELECT json_agg(json_build_object('code', s.code, 'title', s.title, 'description', s.description)
                                                 ORDER BY s.position, s.id)
                                   FROM strategy s WHERE s.coalition_id = $1 AND s.goal_id = g.id), '[]')) ORDER BY g.position, g.id)
                       FROM goal g WHERE g.coalition_id = $1 AND g.agenda_id = a.id), '[]') AS goals,
           coalesce((SELECT json_agg(json_build_object('organization', o.name, 'kind', p.kind, 'statement', p.statement) ORDER BY p.id)
                       FROM pledge p JOIN organization o ON o.coalition_id = $1 AND o.id = p.organization_id
                      WHERE p.coalition_id = $1 AND p.agenda_id = a.id AND p.lapsed_at IS NULL), '[]') AS pledges
      FROM agenda a JOIN coalition c ON c.id = a.coalition_id
     WHERE a.coalition_id = $1 AND a.state <> 'DRAFT' ORDER BY a.version DESC`,
  article: (agenda) => escaped`<article>
<h2>Version ${agenda.version}, ${words(agenda.state)}</h2>
${pairs(
  ['Problem', agenda.problem],
  ['Vision', agenda.vision],
  ['Population', agenda.population],
  ['Geography', agenda.geography],
  ['In scope', list(agenda.in_scope)],
  ['Out of scope', list(agenda.out_of_scope)],
  ['Guiding principles', list(agenda.guiding_principles)],
  ['Adopted on', agenda.adopted],
  ['Superseded on', agenda.superseded],
  ['To be reviewed on', agenda.review_date],
)}${agenda.goals.map(
    (goal) => escaped`<h3 dir="auto">${goal.code}: ${goal.statement}</h3>
${text(goal.horizon)}${list(goal.strategies.map(({ title, description }) => escaped`<strong>${title}</strong>${description && escaped`<br>${description}`}`))}`,
  )}${
    agenda.pledges.length > 0 &&
    escaped`<h3>Pledges</h3>
${list(agenda.pledges.map(({ organization, kind, statement }) => `${organization}: ${words(kind)}${statement ? `. ${statement}` : ''}`))}`
  }</article>
`,
};
