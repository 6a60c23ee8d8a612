import type { Year } from './play.js';

const query = `query($id: ID!) {
  conversations(coalitionId: $id) { totalCount } agendas(coalitionId: $id) { totalCount }
  activities(coalitionId: $id) { totalCount } commitments(coalitionId: $id) { totalCount }
  communityInputs(coalitionId: $id) { totalCount }
  confirmed: commitments(coalitionId: $id, filter: { states: [CONFIRMED] }) { totalCount }
  released: commitments(coalitionId: $id, filter: { states: [RELEASED] }) { totalCount }
  overdue: commitments(coalitionId: $id, filter: { overdue: true }) { totalCount }
  members: organizations(coalitionId: $id, first: 100) { nodes { code memberships { to } } } }`;

interface Counted {
  [list: string]: { totalCount: number };
}
interface Members {
  members: { nodes: { code: string; memberships: { to: string | null }[] }[] };
}

/** What there was in the year, as the lists count it, and who left on which day. */
export async function countYear(year: Year) {
  const { members, ...lists } = await year.ask<Counted & Members>('desk', query, { id: year.coalitionId });
  const counts = Object.entries(lists).map(([list, { totalCount }]) => [list, totalCount]);
  const left = members.nodes.flatMap(({ code, memberships }) =>
    memberships.flatMap(({ to }) => (to ? [`${code} on ${to}`] : [])),
  );
  return { ...(Object.fromEntries(counts) as Record<string, number>), left: left.sort() };
}

/** How the parties stood to each version, the first first; one that was put aside as of that day. */
export async function pledgesOf(year: Year): Promise<string[]> {
  const versions = ['first', 'second', 'third'];
  const fields = `agenda(id: $id) { state pledgeFigures { own support needChange silent parties } }`;
  interface Found {
    agenda: { state: string; pledgeFigures: Record<'own' | 'support' | 'needChange' | 'silent' | 'parties', number> };
  }
  const told = versions.map(async (version) => {
    const { agenda } = await year.ask<Found>('desk', `query($id: ID!) { ${fields} }`, {
      id: year.id('agenda', version),
    });
    const { own, support, needChange, silent, parties } = agenda.pledgeFigures;
    const pledged = `${own} own, ${support} support, ${needChange} need a change, ${silent} silent`;
    return `${version}, ${agenda.state}: ${pledged}, of ${parties}`;
  });
  return Promise.all(told);
}

/** What the second version changed, by parts. */
export async function changesOfSecond(year: Year): Promise<string[]> {
  const diff = `query($from: ID!, $to: ID!) { agendaDiff(fromId: $from, toId: $to) { fields { field } goals { code } } }`;
  const variables = { from: year.id('agenda', 'first'), to: year.id('agenda', 'second') };
  type Found = { agendaDiff: { fields: { field: string }[]; goals: { code: string }[] } };
  const { agendaDiff } = await year.ask<Found>('desk', diff, variables);
  return [...agendaDiff.fields.map(({ field }) => field), ...agendaDiff.goals.map(({ code }) => `goal ${code}`)];
}
