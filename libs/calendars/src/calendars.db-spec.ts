import { ActivitiesModule, MilestonesService } from '@keelson/activities';
import { buildActivity } from '@keelson/activities/testing';
import { CoalitionsModule } from '@keelson/coalitions';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CommitmentsModule } from '@keelson/commitments';
import { buildCommitment } from '@keelson/commitments/testing';
import { CommunicationsModule, CommunicationsService, DecisionsService } from '@keelson/communications';
import { buildConversation, idOf } from '@keelson/communications/testing';
import { Forbidden, InvalidInput, InvalidState, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsModule, WindowsService } from '@keelson/submissions';
import { buildMeasure } from '@keelson/submissions/testing';
import ICAL from 'ical.js';
import { CalendarFeedsService, CalendarsModule, FeedReader } from './index.js';

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

let room: TestRoom;
let ours: BuiltCoalition;
let people: Record<'a' | 'b' | 'funder' | 'second', Actor>;
let feeds: CalendarFeedsService;
beforeAll(async () => {
  room = await openRoom(
    CoalitionsModule,
    ActivitiesModule,
    CommunicationsModule,
    CommitmentsModule,
    SubmissionsModule,
    CalendarsModule,
  );
  feeds = room.get(CalendarFeedsService);
  ours = await buildCoalition(room);
  const join = (role: 'PARTNER' | 'FUNDER' | 'BACKBONE', ...codes: string[]) =>
    joinCoalition(room, ours, { role, organizationIds: codes.map((code) => idOf(ours, code)) });
  people = {
    ...{ a: await join('PARTNER', 'a'), b: await join('PARTNER', 'b') },
    ...{ funder: await join('FUNDER'), second: await join('BACKBONE') },
  };
  const talk = await buildConversation(room, ours, { title: 'Old', heldAt: inDays(-20), notes: 'SECRET NOTES' });
  await buildConversation(room, ours, { title: 'Too old', heldAt: inDays(-91) });
  const decision = { conversationId: talk.id, text: 'We close the road', why: 'It is not safe' };
  await room.get(DecisionsService).recordDecision(ours.backbone, { ...decision, reviewOn: dayIn(30) });
  for (const code of ['a', 'b']) {
    const activity = await buildActivity(room, ours, {
      title: `Work of ${code}`,
      leadOrganizationId: idOf(ours, code),
    });
    const milestone = { activityId: activity.id, title: 'opened', dueDate: dayIn(40) };
    await room.get(MilestonesService).addMilestone(ours.backbone, milestone);
  }
  const given = { title: 'Order helmets', dueOn: dayIn(12), counterpartOrganizationId: null };
  await buildCommitment(room, ours, given);
  await buildMeasure(room, ours, { code: 'deaths', name: 'Deaths', frequency: 'MONTH' });
  const window = { coalitionId: ours.coalition.id, frequency: 'MONTH', opens: 1, due: 10, closes: null } as const;
  await room.get(WindowsService).setReportingWindow(ours.backbone, window);
}, 60_000);
afterAll(() => room.close());

const make = (actor: Actor, name = 'Phone') => feeds.createFeed(actor, { coalitionId: ours.coalition.id, name });
const open = (token: string) => room.get(FeedReader).openFeed(token, 'request');
async function textOf(token: string): Promise<string> {
  const visit = await open(token);
  if (!visit) throw new Error('No calendar there.');
  return room.get(FeedReader).readCalendar(visit);
}
function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}
const titlesOf = async (token: string) => eventsOf(await textOf(token)).map(({ summary }) => summary);

describe('a calendar feed', () => {
  it('tells a member what is theirs and what is everybody’s, and never the notes', async () => {
    const { token } = await make(people.a);
    const titles = await titlesOf(token);
    expect(titles).toEqual(expect.arrayContaining(['Old', 'Milestone: Work of a: opened']));
    expect(titles).toContain('Due: Order helmets');
    expect(await titlesOf((await make(people.b)).token)).not.toContain('Due: Order helmets');
    expect(titles).toContain('Review of the decision: We close the road');
    expect(titles.filter((title) => title.startsWith('Numbers are due: '))).not.toEqual([]);
    expect(titles).not.toContain('Too old');
    expect(titles).not.toContain('Milestone: Work of b: opened');
    expect(await textOf(token)).not.toContain('SECRET');
  });

  it('tells backbone staff everything, and a funder only what every role sees', async () => {
    const staff = await titlesOf((await make(people.second)).token);
    expect(staff).toEqual(expect.arrayContaining(['Milestone: Work of a: opened', 'Milestone: Work of b: opened']));
    const funder = await titlesOf((await make(people.funder)).token);
    expect(funder.sort()).toEqual(['Old', 'Review of the decision: We close the road']);
  });

  it('gives due dates as days, and one entry for what many organizations owe backbone staff', async () => {
    const staff = eventsOf(await textOf((await make(people.second)).token));
    const due = staff.filter(({ uid }) => uid.startsWith('due-'));
    expect(new Set(due.map(({ uid }) => uid)).size).toBe(due.length);
    expect(new Set(due.map(({ summary }) => summary)).size).toBe(due.length);
    expect(due.every(({ startDate }) => startDate.isDate && startDate.day === 10)).toBe(true);
    const milestone = staff.find(({ summary }) => summary === 'Milestone: Work of a: opened')!;
    expect(milestone.startDate.toString()).toBe(dayIn(40));
  });

  it('keeps the id of a talk that moves, with a higher SEQUENCE', async () => {
    const talk = await buildConversation(room, ours, { title: 'Moves', heldAt: inDays(3) });
    const { token } = await make(people.b);
    const moving = async () => eventsOf(await textOf(token)).find(({ summary }) => summary === 'Moves')!;
    const first = await moving();
    await room.get(CommunicationsService).updateConversation(ours.backbone, talk.id, { heldAt: inDays(4) });
    const then = await moving();
    expect(then.uid).toBe(first.uid);
    expect(then.sequence).toBe(first.sequence + 1);
    expect(then.startDate.compare(first.startDate)).toBe(1);
  });

  it('says that a talk was cancelled, and how long one lasts by its agenda', async () => {
    const agendaItems = [20, 25].map((minutes) => ({ topic: 'A topic', purpose: 'TALK' as const, minutes }));
    const talk = await buildConversation(room, ours, { title: 'Planned', heldAt: inDays(5), agendaItems });
    const { token } = await make(people.b, 'Planned');
    const planned = async () => eventsOf(await textOf(token)).find(({ summary }) => summary === 'Planned')!;
    const first = await planned();
    expect(first.duration.toSeconds()).toBe(45 * 60);
    expect(first.component.getFirstPropertyValue('status')).toBeNull();
    await room.get(CommunicationsService).cancelConversation(ours.backbone, talk.id, 'Snow');
    expect((await planned()).component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('is written in the language of its owner, or else of the coalition', async () => {
    const { token } = await make(people.a, 'Idioma');
    await room.query(`UPDATE coalition SET language = 'es' WHERE id = $1`, [ours.coalition.id]);
    expect(await titlesOf(token)).toContain('Hito: Work of a: opened');
    await room.query(`UPDATE person SET language = 'en' WHERE id = $1`, [people.a.personId]);
    expect(await titlesOf(token)).toContain('Milestone: Work of a: opened');
    await room.query(`UPDATE coalition SET language = 'en' WHERE id = $1`, [ours.coalition.id]);
  });

  it('is written the same while nothing changed', async () => {
    const { token } = await make(people.b, 'Twice');
    expect(await textOf(token)).toBe(await textOf(token));
  });
});

describe('the address of a feed', () => {
  it('is kept as a hash, and leads nowhere once revoked or rotated', async () => {
    const { feed, token } = await make(people.a);
    const rows = await room.query(`SELECT row_to_json(f)::text AS row FROM calendar_feed f WHERE id = $1`, [feed.id]);
    expect(JSON.stringify(rows)).not.toContain(token);
    const rotated = await feeds.rotateFeed(people.a, feed.id);
    expect(await open(token)).toBeNull();
    expect(await titlesOf(rotated.token)).toContain('Old');
    await feeds.revokeFeed(people.a, feed.id);
    expect(await open(rotated.token)).toBeNull();
    await expect(feeds.rotateFeed(people.a, feed.id)).rejects.toThrow(InvalidState);
    for (const guessed of ['', 'x'.repeat(43), `${token}x`, `${token}\u0000`]) expect(await open(guessed)).toBeNull();
  });

  it('tells nothing to a member who left, and less to one who lost a role', async () => {
    const left = await joinCoalition(room, ours, { role: 'PARTNER', organizationIds: [idOf(ours, 'c')] });
    const { token } = await make(left);
    expect(await open(token)).not.toBeNull();
    await room.query('DELETE FROM role_grant WHERE person_id = $1', [left.personId]);
    expect(await open(token)).toBeNull();
  });

  it('is worth no more than the sign-in by which it was made', async () => {
    const { coalition } = ours;
    // As backbone staff who signed in without the second factor that the installation asks for.
    const halfway: Actor = {
      ...people.second,
      roles: [{ coalitionId: coalition.id, role: 'OBSERVER', organizationId: null }],
    };
    await room.query(
      `INSERT INTO role_grant (id, coalition_id, person_id, role) VALUES (uuidv7(), $1, $2, 'OBSERVER')`,
      [coalition.id, halfway.personId],
    );
    const { token } = await make(halfway);
    expect((await titlesOf(token)).filter((title) => title.startsWith('Milestone'))).toEqual([]);
  });

  it('is its owner’s alone', async () => {
    const { feed } = await make(people.funder);
    expect(await feeds.loadFeeds(people.a, [feed.id])).toEqual([]);
    expect(await feeds.loadFeeds(ours.backbone, [feed.id])).toEqual([]);
    await expect(feeds.revokeFeed(ours.backbone, feed.id)).rejects.toThrow(NotFound);
    const { nodes } = await feeds.listFeeds(people.funder, ours.coalition.id, {});
    expect(nodes.map(({ id }) => id)).toContain(feed.id);
    await expect(make({ ...people.a, keyId: people.b.personId })).rejects.toThrow(Forbidden);
    await expect(make(ours.stranger)).rejects.toThrow(NotFound);
    await expect(make(people.a, '  ')).rejects.toThrow(InvalidInput);
  });

  it('is one of ten at most', async () => {
    const many = await joinCoalition(room, ours, { role: 'OBSERVER' });
    const made = [];
    for (let i = 0; i < 10; i++) made.push(await make(many));
    await expect(make(many)).rejects.toThrow('revoke one');
    await feeds.revokeFeed(many, made[0]!.feed.id);
    expect((await make(many)).feed.name).toBe('Phone');
  });
});
