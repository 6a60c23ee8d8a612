import { adopt, consultOn, pledge, propose, thirdText } from './agendas.js';
import { beginWork, playDay, tieWork, writeNotes } from './acts.js';
import { letWork } from './look.js';
import { report } from './numbers.js';
import type { Year } from './play.js';

/** October to December: the circle is whole again, more people are hurt, and the third version is everybody's. */
export async function playAutumn(year: Year): Promise<void> {
  await inOctober(year);
  await inNovember(year);
  await playDay(year, '2027-12-22');
  await year.on('2027-12-27');
  await letWork(year, { digests: true });
}

async function inOctober(year: Year): Promise<void> {
  await playDay(year, '2027-10-20');
  await writeNotes(year, 'Who speaks for whom', 'POWER', 'Those who have time.');
  const seat = { id: year.id('seat', 'Seat of the elders'), holderOrganizationId: year.orgs('elders')[0] };
  await year.tell('hub', 'fillSeat', 'seat { id }', { ...seat, holderName: 'Karim' });
  await consultOn(year, 'third', thirdText);
  await report(year, 'clinic', '2027-Q3', { injured: 30 });
  await report(year, 'council', '2027-Q3', { injured: 15, crossings: 5 });
  const review = { decisionId: year.id('decision', 'We slow River Road first.'), findings: 'It is not slow yet.' };
  await year.tell('hub', 'reviewDecision', 'decision { id }', { ...review, nextReviewOn: '2028-03-01' });
  const { coalitionId } = year;
  for (const text of ['Who counts the injured?', 'When is the assembly?', 'Who has the keys?']) {
    const made = { field: 'question', as: 'question', name: text } as const;
    const id = await year.make('school', 'askQuestion', made, {
      coalitionId,
      text,
      organizationId: year.orgs('school')[0],
    });
    await year.tell('hub', 'answerQuestion', 'question { id }', { id, answer: 'Ask at the desk.' });
  }
  const wish = { organizationId: year.orgs('buses')[0], subject: 'A table of all stops' };
  const request = { field: 'supportRequest', as: 'support', name: wish.subject } as const;
  await year.make('buses', 'askForSupport', request, wish);
  await beginWork(year, '2027-10-20');
  await tieWork(year, '2027-10-20');
}

async function inNovember(year: Year): Promise<void> {
  await playDay(year, '2027-11-17');
  await year.tell('hub', 'recordDecision', 'decision { id }', {
    ...{ conversationId: year.id('conversation', 'Why more are hurt'), text: 'We ask those who were hurt.' },
    ...{ why: 'Nobody knows better.', affects: 'Tenants', affectedRepresented: true, reviewOn: '2028-05-01' },
  });
  await propose(year, 'third');
  // The school is silent since October.
  const own = ['hub', 'tenants', 'elders', 'clinic', 'council'] as const;
  await pledge(year, 'third', { OWN: [...own], SUPPORT: ['buses'] });
  await adopt(year, 'third');
  await report(year, 'school', '2027-Q3', { 'at-ease': 25 });
  const response = { id: year.id('support', 'A table of all stops'), response: 'Here it is, late.' };
  await year.tell('hub', 'respondToSupport', 'supportRequest { id }', response);
  await year.tellAs('clinic', 'finishActivity', 'MoveActivityInput', { id: year.id('activity', 'Injury records') });
  await beginWork(year, '2027-11-17');
  await tieWork(year, '2027-11-17');
}
