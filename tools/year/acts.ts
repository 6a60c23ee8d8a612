import { inputs, meetings, partners, type Meeting, type Promised } from './story.js';
import { ties, works, type Tie, type Work } from './works.js';
import type { Year } from './play.js';

/** What a day of the story always brings: its meeting, the fates of promises, inputs and their answers, work and ties. */
export async function playDay(year: Year, day: string): Promise<void> {
  await year.on(day);
  await hearInputs(year, day);
  await settlePromises(year, day);
  const meeting = meetings.find(({ on }) => on === day);
  if (meeting) await meet(year, meeting);
}

export async function meet(
  year: Year,
  { on, kind, title, who, notes, about, sustaining, promises }: Meeting,
): Promise<void> {
  const activityIds = about?.map((activity) => year.id('activity', activity));
  const held = {
    coalitionId: year.coalitionId,
    kind,
    title,
    activityIds,
    heldAt: `${on}T08:00:00Z`,
    channel: 'MEETING',
  };
  const participants = year.orgs(...who).map((organizationId) => ({ organizationId, people: 2 }));
  const made = { field: 'conversation', as: 'conversation', name: title } as const;
  await year.make('hub', 'logConversation', made, { ...held, participants, hostOrganizationIds: year.orgs('hub') });
  if (notes) await writeNotes(year, title, kind, notes, sustaining);
  for (const promise of promises) await offer(year, promise, { title, on });
}

export async function writeNotes(year: Year, title: string, kind: Meeting['kind'], notes: string, more: object = {}) {
  const told = { keepsUsGoing: 'Each other', risks: 'We tire', capacity: 'Two people', nextStep: 'A pause' };
  const sustaining = { ...told, runwayMonths: '9', ...more };
  const added = {
    ...(kind === 'SUSTAINING' ? { sustaining } : {}),
    ...(kind === 'POWER' ? { power: { workToAddress: 'Who sets the agenda of the planning meetings' } } : {}),
  };
  const conversationId = year.id('conversation', title);
  await year.tell('hub', 'writeNotes', 'conversation { id }', { conversationId, notes, ...added });
}

async function offer(year: Year, promise: Promised, from: { title: string; on: string }): Promise<void> {
  const { title, kind, holders, counterpart } = promise;
  const made = { field: 'commitment', as: 'commitment', name: title } as const;
  const commitmentId = await year.make('hub', 'offerCommitment', made, {
    ...{ coalitionId: year.coalitionId, title, kind, conversationId: year.id('conversation', from.title) },
    ...{ holderOrganizationIds: year.orgs(...holders), dueOn: meetingAfter(from.on) },
    counterpartOrganizationId: year.orgs(counterpart)[0],
  });
  for (const holder of holders) {
    const input = { id: commitmentId, organizationId: year.orgs(holder)[0] };
    await year.tell(holder, 'acceptCommitment', 'commitment { id }', input);
  }
}

/** The last meeting of the year promises for the one in January. */
export function meetingAfter(day: string, further = 1): string {
  const i = meetings.findIndex(({ on }) => on === day);
  return meetings[i + further]?.on ?? `2028-01-${11 + further}`;
}

/** The day on which something happens to a promise for the first time is the day on which it falls due. */
async function settlePromises(year: Year, day: string): Promise<void> {
  for (const { on, promises } of meetings) {
    const [isDue, isAfter] = [meetingAfter(on) === day, meetingAfter(on, 2) === day];
    for (const promise of promises) {
      if (isDue) await comeDue(year, promise, meetingAfter(on, 2));
      if (isAfter && (promise.fate === 'moved' || promise.fate === 'late')) await keep(year, promise);
    }
  }
}

async function comeDue(year: Year, promise: Promised, next: string): Promise<void> {
  const id = year.id('commitment', promise.title);
  const [holder] = promise.holders as [string];
  if (promise.fate === 'kept') await keep(year, promise);
  if (promise.fate === 'moved') {
    const input = { id, dueOn: next, reason: 'It rained for a week.' };
    await year.tell(holder, 'renegotiateCommitment', 'commitment { id }', input);
  }
  if (promise.fate === 'late')
    await year.tell(holder, 'askForHelp', 'commitment { id }', { id, text: 'Who has time?' });
  if (promise.fate === 'released') await year.release(promise.counterpart, promise.title, 'Somebody else did it.');
}

async function keep(year: Year, { title, holders, counterpart }: Promised): Promise<void> {
  const id = year.id('commitment', title);
  await year.tell(holders[0]!, 'deliverCommitment', 'commitment { id }', { id });
  await year.tell(counterpart, 'confirmCommitment', 'commitment { id }', { id });
}

/** What came in since the last day of the story is written down today; what is answered today gets its answer. */
async function hearInputs(year: Year, day: string): Promise<void> {
  for (const { text, on, group, contact, answered, forgotten } of inputs) {
    if (!year.has('input', text) && on <= day) {
      const said = { coalitionId: year.coalitionId, kind: 'CONCERN', channel: 'PAPER', text, receivedOn: on, contact };
      const made = { field: 'communityInput', as: 'input', name: text } as const;
      await year.make('hub', 'recordCommunityInput', made, { ...said, groupId: year.id('group', group) });
    }
    if (answered !== day) continue;
    const reason = 'It is one of the reasons for the goals.';
    const reply = contact && !forgotten ? 'Thank you: it stands in the agenda.' : null;
    const disposition = { id: year.id('input', text), disposition: 'ADOPTED', reason, reply };
    await year.tell('hub', 'disposeOfInput', 'communityInput { id }', disposition);
  }
}

/** Those who lead it make it and start it; whether somebody from outside looked at it is left open. */
export async function beginWork(year: Year, day: string): Promise<void> {
  for (const work of works[day] ?? []) await beginOne(year, work);
}

async function beginOne(year: Year, work: Work): Promise<void> {
  const { title, lead, goal, groups, place, core, kind = 'PROGRAM' } = work;
  const made = { field: 'activity', as: 'activity', name: title } as const;
  const id = await year.make(lead, 'createActivity', made, {
    ...{ coalitionId: year.coalitionId, title, kind, place, leadOrganizationId: year.orgs(lead)[0] },
    ...{ goalIds: [year.id('goal', goal)], groupIds: groups.map((group) => year.id('group', group)) },
    ...{ isCore: Boolean(core), requiredCapabilities: core ?? [] },
    partnerOrganizationIds: year.orgs(...(work.partners ?? [])),
  });
  for (const [milestone, dueDate] of work.milestones ?? []) {
    await year.tell(lead, 'addMilestone', 'milestone { id }', { activityId: id, title: milestone, dueDate });
  }
  await year.tellAs(lead, 'startActivity', 'MoveActivityInput', { id });
}

export async function tieWork(year: Year, day: string): Promise<void> {
  for (const one of ties[day] ?? []) await tieTogether(year, one);
}

export async function tieTogether(year: Year, { from, kind, to }: Tie): Promise<void> {
  const made = { field: 'link', as: 'link', name: `${from} ${kind} ${to}` } as const;
  const ends = { fromActivityId: year.id('activity', from), toActivityId: year.id('activity', to) };
  const id = await year.make('hub', 'linkActivities', made, { ...ends, kind });
  const leadOf = (activity: string) =>
    Object.values(works)
      .flat()
      .find(({ title }) => title === activity)!.lead;
  // A lead has nobody to ask about two activities of its own.
  if (leadOf(from) !== leadOf(to)) await year.tell(leadOf(to), 'confirmLink', 'link { id }', { id });
}

export const names = { hub: 'Hub', ...partners } as const;
