import { escaped } from '@keelson/formats';
import { list, pairs, text, words, type SitePage } from './site-frame.js';

interface ConversationRow {
  title: string;
  channel: string;
  held: string;
  participants: { organization: string; people: number }[];
  topics: { topic: string; purpose: string }[];
  decisions: string[];
  commitments: { title: string; holders: string; due: string; state: string }[];
}

/** Without notes and names, which only those who took part in the work could read. */
export const conversationsPage: SitePage<ConversationRow> = {
  page: 'conversations',
  empty: 'No conversation was logged.',
  rows: `
    SELECT v.title, v.channel, to_char(v.held_at AT TIME ZONE c.time_zone, 'YYYY-MM-DD HH24:MI') AS held,
           coalesce((SELECT json_agg(json_build_object('organization', o.name, 'people', p.people) ORDER BY o.name COLLATE "C", o.id)
                       FROM participant p JOIN organization o ON o.coalition_id = $1 AND o.id = p.organization_id
                      WHERE p.coalition_id = $1 AND p.conversation_id = v.id), '[]') AS participants,
           coalesce((SELECT json_agg(json_build_object('topic', i.topic, 'purpose', i.purpose) ORDER BY i.position)
                       FROM agenda_item i WHERE i.coalition_id = $1 AND i.conversation_id = v.id), '[]') AS topics,
           ARRAY(SELECT d.text FROM decision d WHERE d.coalition_id = $1 AND d.conversation_id = v.id ORDER BY d.decided_on, d.id) AS decisions,
           coalesce((SELECT json_agg(json_build_object('title', i.title, 'due', i.due_on, 'state', i.state, 'holders',
                                     (SELECT string_agg(o.name, ' and ' ORDER BY o.name COLLATE "C", o.id)
                                        FROM organization o
                                       WHERE o.coalition_id = $1 AND o.id = ANY (i.holder_organization_ids)))
                                     ORDER BY i.due_on, i.id)
                       FROM commitment i
                      WHERE i.coalition_id = $1 AND i.conversation_id = v.id), '[]') AS commitments
      FROM conversation v JOIN coalition c ON c.id = v.coalition_id
     WHERE v.coalition_id = $1 ORDER BY v.held_at DESC, v.id`,
  article: (conversation) => escaped`<article>
<h2 dir="auto">${conversation.title}</h2>
${pairs(
  ['Held at', `${conversation.held}, ${words(conversation.channel)}`],
  [
    'Took part',
    list(
      conversation.participants.map(
        ({ organization, people }) => `${organization}, ${people} ${people === 1 ? 'person' : 'people'}`,
      ),
    ),
  ],
  ['Topics', list(conversation.topics.map(({ topic, purpose }) => `${topic} (to ${words(purpose)})`))],
  ['Decided', list(conversation.decisions)],
  [
    'Commitments',
    list(
      conversation.commitments.map(
        ({ title, holders, due, state }) => `${title}: ${holders}, until ${due}, ${words(state)}`,
      ),
    ),
  ],
)}</article>
`,
};

interface DecisionRow {
  text: string;
  why: string;
  decided_on: string;
  review_on: string | null;
  conversation: string;
  supersedes: string | null;
  superseded_by: string | null;
}

export const decisionsPage: SitePage<DecisionRow> = {
  page: 'decisions',
  empty: 'No decision was recorded.',
  rows: `
    SELECT d.text, d.why, d.decided_on::text, d.review_on::text, v.title AS conversation, b.text AS supersedes, n.text AS superseded_by
      FROM decision d JOIN conversation v ON v.coalition_id = $1 AND v.id = d.conversation_id
      LEFT JOIN decision b ON b.coalition_id = $1 AND b.id = d.supersedes_id
      LEFT JOIN decision n ON n.coalition_id = $1 AND n.supersedes_id = d.id
     WHERE d.coalition_id = $1 ORDER BY d.decided_on DESC, d.id`,
  article: (decision) => escaped`<article>
<h2 dir="auto">${decision.text}</h2>
${text(decision.why)}${pairs(
    ['Decided on', decision.decided_on],
    ['In', decision.conversation],
    ['To be reviewed on', decision.review_on],
    ['In place of', decision.supersedes],
    ['Superseded by', decision.superseded_by],
  )}</article>
`,
};
