import { adopt, decide, pledge, propose } from './agendas.js';
import { beginWork, playDay, tieWork, writeNotes } from './acts.js';
import { letWork } from './look.js';
import { report } from './numbers.js';
import type { Year } from './play.js';
import { all } from './story.js';

/** July to September: they talk, change the text and adopt it; the traders have to go; the seat of the elders is empty. */
export async function playSummer(year: Year): Promise<void> {
  await inJuly(year);
  await inAugust(year);
  await playDay(year, '2027-09-22');
  // Its lead is gone.
  const stopped = { id: year.id('activity', 'Safe deliveries'), reason: 'The traders left.' };
  await year.tellAs('hub', 'stopActivity', 'HaltActivityInput', stopped);
  await year.release('council', 'Paint the first crossing', 'The traders left.');
  await tieWork(year, '2027-09-22');
  // The bus company never answers: nothing is tied by one side alone.
  const ends = { fromActivityId: year.id('activity', 'School street'), toActivityId: year.id('activity', 'Night bus') };
  await year.tell('hub', 'linkActivities', 'link { id }', { ...ends, kind: 'ENABLES' });
  await year.on('2027-09-27');
  await letWork(year, { digests: true });
}

async function inJuly(year: Year): Promise<void> {
  await playDay(year, '2027-07-21');
  // Three weeks too late.
  await writeNotes(year, 'Before the summer', 'ROUTINE', 'The ramp comes first.');
  const [tenants] = year.orgs('tenants');
  const differing = { conversationId: year.id('conversation', 'What the summer costs'), organizationId: tenants };
  const text = 'We did not say that we are content.';
  await year.tell('tenants', 'attachDifferingNote', 'conversation { id }', { ...differing, text });
  const reason = 'Tenants and elders were not asked how the text is written.';
  await year.tell('hub', 'returnAgenda', 'agenda { id }', { id: year.id('agenda', 'second'), reason });
  await agreeOnDignity(year);
  await report(year, 'clinic', '2027-Q2', { injured: 14 });
  await report(year, 'council', '2027-Q2', { injured: 6, crossings: 4 });
  await report(year, 'school', '2027-Q2', { 'at-ease': 30 });
  const ended = { id: year.id('activity', 'Street library'), reason: 'The library left.' };
  await year.tellAs('hub', 'stopActivity', 'HaltActivityInput', ended);
  await beginWork(year, '2027-07-21');
  const space = { coalitionId: year.coalitionId, kind: 'space', description: 'Our parlour' };
  await year.tell('elders', 'offerAsset', 'asset { id }', { ...space, organizationId: year.orgs('elders')[0] });
  const crossings = { id: year.id('activity', 'Crossings') };
  const partnerOrganizationIds = year.orgs('clinic', 'school', 'elders');
  await year.tell('council', 'updateActivity', 'activity { id }', { ...crossings, partnerOrganizationIds });
}

async function agreeOnDignity(year: Year): Promise<void> {
  const termId = year.id('term', 'dignity');
  const examples = { looksLike: ['We ask first'], doesNotLookLike: ['We speak for those who are not there'] };
  await year.tell('hub', 'redefineTerm', 'term { id }', { termId, text: 'Nobody is spoken for.', ...examples });
  for (const code of all('library', 'traders')) {
    const position = code === 'buses' ? 'CAN_LIVE_WITH' : 'AGREE';
    const taken = { termId, number: 3, organizationId: year.orgs(code)[0], position };
    await year.tell(code, 'takeTermPosition', 'term { id }', taken);
  }
}

async function inAugust(year: Year): Promise<void> {
  await playDay(year, '2027-08-18');
  await propose(year, 'second');
  await pledge(year, 'second', {
    ...{ OWN: ['hub', 'tenants', 'elders', 'clinic', 'council'], SUPPORT: ['school'] },
    NEED_CHANGE: ['buses'],
  });
  await adopt(year, 'second');
  await report(year, 'traders', '2027-Q1', { crossings: 1 });
  await report(year, 'traders', '2027-Q2', { crossings: 1 });
  const [organizationId] = year.orgs('traders');
  const removal = { kind: 'REMOVE_MEMBER', organizationId, text: 'The traders leave the coalition.' };
  const decisionId = await decide(year, removal);
  const ending = {
    id: year.id('membership', 'traders'),
    to: '2027-08-31',
    decisionId,
    reason: 'They paint over crossings.',
  };
  await year.tell('hub', 'endMembership', 'membership { id }', ending);
  const vacated = { id: year.id('seat', 'Seat of the elders'), reason: 'Rosa is ill.' };
  await year.tellAs('hub', 'vacateSeat', 'LeaveSeatInput', vacated);
  await beginWork(year, '2027-08-18');
  await tieWork(year, '2027-08-18');
}
