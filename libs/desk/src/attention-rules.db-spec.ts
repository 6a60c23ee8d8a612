import { ActivitiesModule, ReinforcementLinksService } from '@keelson/activities';
import { buildActiveActivity, buildLink } from '@keelson/activities/testing';
import { AgendaModule, GlossaryService, InputsService, TermPositionsService } from '@keelson/agenda';
import { AgreementsModule, AgreementsService } from '@keelson/agreements';
import { agree } from '@keelson/agreements/testing';
import { SeatsService } from '@keelson/backbone';
import { buildGroup, buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { interfaceLanguages } from '@keelson/messages';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsModule } from '@keelson/submissions';
import { buildMeasure } from '@keelson/submissions/testing';
import { dayIn, deskOf, momentIn, toldOf } from '../testing/index.js';
import { DeskModule, type RuleCode } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(DeskModule, ActivitiesModule, AgendaModule, AgreementsModule, SubmissionsModule);
});
beforeEach(async () => {
  built = await buildCoalition(room);
});
afterAll(() => room.close());

const at = (days: number, rule: RuleCode) => deskOf(room, built, { rules: [rule] }, momentIn(days));
const idOf = (code: string) => built.organizations.find((one) => one.code === code)!.id;
const says = (more: object) =>
  room.get(InputsService).recordInput(built.backbone, {
    ...{ coalitionId: built.coalition.id, kind: 'CONCERN', channel: 'MEETING', text: 'The crossing is far.' },
    ...more,
  });

interface Scene {
  rule: RuleCode;
  /** Days from today on which it opens. */
  opens: number;
  /** Makes the fact, and tells how to end it. */
  arrange: () => Promise<() => Promise<unknown>>;
}

const scenes: Record<string, Scene> = {
  'a reserved seat on which nobody was put': {
    rule: 'SEAT_VACANT',
    opens: 31,
    arrange: async () => {
      const { body, group } = await buildSteering(room, built);
      const input = { bodyId: body.id, title: 'Neighbour', reservedGroupId: group.id };
      const { id } = await room.get(SeatsService).addSeat(built.backbone, input);
      return () => room.get(SeatsService).fillSeat(built.backbone, id, { holderOrganizationId: idOf('a') });
    },
  },
  'a reserved seat past its term': {
    rule: 'SEAT_VACANT',
    opens: 5 + 1 + 31,
    arrange: async () => {
      const { body, group } = await buildSteering(room, built);
      const input = { bodyId: body.id, title: 'Neighbour', reservedGroupId: group.id };
      const { id } = await room.get(SeatsService).addSeat(built.backbone, input);
      const fill = (termTo: string | null) =>
        room.get(SeatsService).fillSeat(built.backbone, id, { holderOrganizationId: idOf('a'), termTo });
      await fill(dayIn(5));
      return () => fill(null);
    },
  },
  'a group from which nothing came': {
    rule: 'GROUP_SILENT',
    opens: 181,
    arrange: async () => {
      const { id } = await buildGroup(room, built, 'Night workers');
      return async () => room.query(`UPDATE stakeholder_group SET retired_at = now() WHERE id = $1`, [id]);
    },
  },
  'a group that was heard some time ago': {
    rule: 'GROUP_SILENT',
    opens: 181 - 20,
    arrange: async () => {
      const { id } = await buildGroup(room, built, 'Night workers');
      await says({ groupId: id, receivedOn: dayIn(-20) });
      return () => says({ groupId: id });
    },
  },
  'an input with a contact': {
    rule: 'INPUT_UNANSWERED',
    opens: 15,
    arrange: async () => {
      const { id } = await says({ contact: 'nora@home.example' });
      const disposition = { disposition: 'ADOPTED', reason: 'It stands in the strategies.' } as const;
      await room.get(InputsService).disposeOfInput(built.backbone, { id, ...disposition });
      return () => room.get(InputsService).replyToInput(built.backbone, id, 'Thank you.');
    },
  },
  'an input without a contact': {
    rule: 'INPUT_UNANSWERED',
    opens: 15,
    arrange: async () => {
      const { id } = await says({});
      const disposition = { disposition: 'ADOPTED', reason: 'It stands in the strategies.' } as const;
      return () => room.get(InputsService).disposeOfInput(built.backbone, { id, ...disposition });
    },
  },
  'a required term that somebody wants to talk about': {
    rule: 'TERM_NEEDS_TALK',
    opens: 31,
    arrange: async () => {
      const content = { text: 'What we mean.', looksLike: ['We call back.'], doesNotLookLike: ['We do not.'] };
      const word = { coalitionId: built.coalition.id, word: 'trust', ...content };
      const { id } = await room.get(GlossaryService).defineTerm(built.backbone, word);
      const take = (position: 'NEEDS_TALK' | 'CAN_LIVE_WITH') =>
        room
          .get(TermPositionsService)
          .takePosition(built.partner('a'), { termId: id, number: 1, organizationId: idOf('a'), position });
      await take('NEEDS_TALK');
      return () => take('CAN_LIVE_WITH');
    },
  },
  'an activity without a link': {
    rule: 'ACTIVITY_ISOLATED',
    opens: 61,
    arrange: async () => {
      const activity = await buildActiveActivity(room, built);
      const other = await buildActiveActivity(room, built, { title: 'Lower speeds' });
      const third = await buildActiveActivity(room, built, { title: 'Night buses' });
      await buildLink(room, built, other, 'FEEDS', third);
      return () => buildLink(room, built, activity, 'FEEDS', other);
    },
  },
  'an agreement that ends': {
    rule: 'AGREEMENT_EXPIRING',
    opens: 60 - 30,
    arrange: async () => {
      const measure = await buildMeasure(room, built);
      const { id } = await agree(room, built, [measure], { to: dayIn(60) });
      return () => room.get(AgreementsService).revokeAgreement(built.backbone, id, null, 'No longer needed.');
    },
  },
};

describe.each(Object.entries(scenes))('%s', (_, { rule, opens, arrange }) => {
  it(`is on the desk from day ${opens} on, and not a day before, until the fact ends`, async () => {
    const end = await arrange();
    expect(await at(opens - 1, rule)).toEqual([]);
    const [item, ...others] = await at(opens, rule);
    expect(item).toMatchObject({ rule, since: dayIn(opens), snooze: null });
    expect(others).toEqual([]);
    expect((await at(opens + 20, rule)).map(({ key }) => key)).toEqual([item!.key]);
    expect(new Set(toldOf(item!)).size).toBe(interfaceLanguages.length);
    await end();
    expect(await at(opens, rule)).toEqual([]);
  });
});

describe('days', () => {
  it("are counted in the coalition's time zone", async () => {
    built = await buildCoalition(room, undefined, { timeZone: 'Pacific/Auckland' });
    await says({ receivedOn: '2026-01-10' });
    const found = async (moment: string) =>
      (await deskOf(room, built, { rules: ['INPUT_UNANSWERED'] }, new Date(moment))).length;
    // The 25th begins there on the 24th at 11:00 in Greenwich.
    expect(await found('2026-01-24T10:59:59Z')).toBe(0);
    expect(await found('2026-01-24T11:00:00Z')).toBe(1);
  });
});

describe('an activity that lost its last link', () => {
  it('counts from that day', async () => {
    const activity = await buildActiveActivity(room, built);
    const other = await buildActiveActivity(room, built, { title: 'Lower speeds' });
    const link = await buildLink(room, built, activity, 'FEEDS', other);
    await room.query(`UPDATE activity SET status_since = now() - interval '90 days' WHERE coalition_id = $1`, [
      built.coalition.id,
    ]);
    expect(await at(0, 'ACTIVITY_ISOLATED')).toEqual([]);
    await room.get(ReinforcementLinksService).unlinkActivities(built.backbone, link.id, 'They went apart.');
    expect(await at(60, 'ACTIVITY_ISOLATED')).toEqual([]);
    expect((await at(61, 'ACTIVITY_ISOLATED')).map(({ since }) => since)).toEqual([dayIn(61), dayIn(61)]);
  });
});
