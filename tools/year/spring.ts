import { consultOn, pledge, propose, secondText } from './agendas.js';
import { beginWork, playDay, tieWork } from './acts.js';
import { letWork } from './look.js';
import { askAboutEase, report } from './numbers.js';
import type { Year } from './play.js';
import { all } from './story.js';

/** April to June: work grows, the second version meets two no's, and the library leaves. */
export async function playSpring(year: Year): Promise<void> {
  await inApril(year);
  await inMay(year);
  await playDay(year, '2027-06-23');
  // A month late.
  const id = year.id('question', 'Who pays the night driver?');
  await year.tell('hub', 'answerQuestion', 'question { id }', { id, answer: 'The county, until autumn.' });
  await year.on('2027-06-28');
  await letWork(year, { digests: true });
}

async function inApril(year: Year): Promise<void> {
  await playDay(year, '2027-04-21');
  // The traders say nothing.
  await report(year, 'clinic', '2027-Q1', { injured: 9 });
  await report(year, 'council', '2027-Q1', { injured: 3, crossings: 2 });
  await askAboutEase(year);
  await consultOn(year, 'second', secondText);
  const activity = { activityId: year.id('activity', 'Injury records') };
  const milestones = `query($id: ID!) { activity(id: $id) { milestones { id } } }`;
  type Found = { activity: { milestones: [{ id: string }] } };
  const { activity: records } = await year.ask<Found>('clinic', milestones, { id: activity.activityId });
  await year.tell('clinic', 'completeMilestone', 'milestone { id }', { id: records.milestones[0].id });
  await beginWork(year, '2027-04-21');
  await tieWork(year, '2027-04-21');
  await refuseCircle(year);
  const { coalitionId } = year;
  const asked = { coalitionId, text: 'Where are the plans?', organizationId: year.orgs('tenants')[0] };
  const made = { field: 'question', as: 'question', name: asked.text } as const;
  const id = await year.make('tenants', 'askQuestion', made, asked);
  await year.tell('hub', 'answerQuestion', 'question { id }', { id, answer: 'In the town hall, room 2.' });
  const wish = { organizationId: year.orgs('school')[0], subject: 'Help with the form' };
  const request = { field: 'supportRequest', as: 'support', name: wish.subject } as const;
  const supportId = await year.make('school', 'askForSupport', request, wish);
  const response = { id: supportId, response: 'We come by on Friday.' };
  await year.tell('hub', 'respondToSupport', 'supportRequest { id }', response);
}

/** The stops wait for the crossings and these for the records: they cannot wait for the stops. */
async function refuseCircle(year: Year): Promise<void> {
  const ends = {
    fromActivityId: year.id('activity', 'Injury records'),
    toActivityId: year.id('activity', 'Stops with seats'),
  };
  const tied = year.tell('hub', 'linkActivities', 'link { id }', { ...ends, kind: 'DEPENDS_ON' });
  await expect(tied).rejects.toThrow('Injury records → Stops with seats → Crossings → Injury records');
}

async function inMay(year: Year): Promise<void> {
  await playDay(year, '2027-05-19');
  const decision = { field: 'decision', as: 'decision', name: 'We slow River Road first.' } as const;
  await year.make('hub', 'recordDecision', decision, {
    ...{ conversationId: year.id('conversation', 'What the spring showed'), text: 'We slow River Road first.' },
    ...{ why: 'Most are hurt there.', affects: 'Tenants', affectedRepresented: true, reviewOn: '2027-09-15' },
  });
  await propose(year, 'second');
  await pledge(year, 'second', {
    ...{ OWN: ['hub', 'clinic'], SUPPORT: ['council', 'school'] },
    NEED_CHANGE: ['tenants', 'elders'],
  });
  await talkOfDignity(year);
  await beginWork(year, '2027-05-19');
  await tieWork(year, '2027-05-19');
  const asked = { coalitionId: year.coalitionId, text: 'Who pays the night driver?' };
  const made = { field: 'question', as: 'question', name: asked.text } as const;
  await year.make('buses', 'askQuestion', made, { ...asked, organizationId: year.orgs('buses')[0] });
  const left = { organizationId: year.orgs('library')[0], on: '2027-05-31', reason: 'The town closes our branch.' };
  await year.tell('library', 'leaveCoalition', 'memberships { id }', left);
}

/** The hub writes dignity anew without asking; the tenants want to talk, the bus company says nothing. */
async function talkOfDignity(year: Year): Promise<void> {
  const termId = year.id('term', 'dignity');
  const examples = { looksLike: ['We ask first'], doesNotLookLike: ['We decide for others'] };
  await year.tell('hub', 'redefineTerm', 'term { id }', { termId, text: 'Nobody is only helped.', ...examples });
  for (const code of all('library', 'buses', 'traders')) {
    const position = code === 'tenants' ? 'NEEDS_TALK' : 'AGREE';
    const taken = { termId, number: 2, organizationId: year.orgs(code)[0], position };
    await year.tell(code, 'takeTermPosition', 'term { id }', taken);
  }
}
