import { ActivitiesModule } from '@keelson/activities';
import { buildActiveActivity, buildLink } from '@keelson/activities/testing';
import { AgendaModule, PledgesService } from '@keelson/agenda';
import { buildProposal } from '@keelson/agenda/testing';
import { buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CommitmentMovesService, CommitmentsModule } from '@keelson/commitments';
import { buildAccepted } from '@keelson/commitments/testing';
import { CommunicationsModule, DecisionsService, NotesService } from '@keelson/communications';
import { buildConversation, idOf } from '@keelson/communications/testing';
import { interfaceLanguages } from '@keelson/messages';
import type { Condition } from '@keelson/scorecard';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { dayIn, deskOf, momentIn, toldOf } from '../testing/index.js';
import { DeskModule, type RuleCode } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(DeskModule, ActivitiesModule, AgendaModule, CommitmentsModule, CommunicationsModule);
});
beforeEach(async () => {
  built = await buildCoalition(room);
});
afterAll(() => room.close());

const at = (days: number, rule: RuleCode) => deskOf(room, built, { rules: [rule] }, momentIn(days));
/** A moment ago, so that it was held. */
const talk = (details: object = {}) => buildConversation(room, built, { heldAt: momentIn(-0.0001), ...details });
const joint = (dueOn: string) =>
  buildAccepted(room, built, {
    ...{ dueOn, holderOrganizationIds: [idOf(built, 'a'), idOf(built, 'b')] },
    counterpartOrganizationId: idOf(built, 'c'),
  });
/** As if the coalition had begun so many days ago. */
const founded = (days: number) =>
  room.query(`UPDATE coalition SET created_at = now() - $2 * interval '1 day' WHERE id = $1`, [
    built.coalition.id,
    days,
  ]);
const moves = () => room.get(CommitmentMovesService);

interface Scene {
  rule: RuleCode;
  /** Days from today on which it opens. */
  opens: number;
  /** Makes the fact, and tells how to end it. */
  arrange: () => Promise<() => Promise<unknown>>;
}

const scenes: Record<string, Scene> = {
  'an organization that asked for a change of the agenda': {
    rule: 'PLEDGE_NEEDS_CHANGE',
    opens: 15,
    arrange: async () => {
      const { id } = await buildProposal(room, built);
      // A talk before says nothing of it, nor does one without them.
      await talk();
      const pledge = {
        agendaId: id,
        organizationId: idOf(built, 'a'),
        kind: 'NEED_CHANGE',
        statement: 'Trams too.',
      } as const;
      await room.get(PledgesService).pledgeToAgenda(built.partner('a'), pledge);
      await talk({ heldAt: momentIn(0.0001), participants: [{ organizationId: idOf(built, 'b') }] });
      return () => talk({ heldAt: momentIn(0.0001) });
    },
  },
  'a joint commitment past its date': {
    rule: 'COMMITMENT_OVERDUE',
    opens: 10 + 8,
    arrange: async () => {
      const { id } = await joint(dayIn(10));
      await buildAccepted(room, built, { dueOn: dayIn(10) });
      return () =>
        moves().renegotiateCommitment(built.backbone, id, { dueOn: dayIn(40), reason: 'The tram came late.' });
    },
  },
  'a conversation without notes': {
    rule: 'NOTES_LATE',
    opens: 8,
    arrange: async () => {
      const { id } = await talk();
      return () => room.get(NotesService).writeNotes(built.backbone, { conversationId: id, notes: 'We met.' });
    },
  },
  'the next sustaining conversation': {
    rule: 'SUSTAINING_DUE',
    opens: 90 - 14 - 10,
    arrange: async () => {
      await founded(10);
      const { id } = await talk({ kind: 'SUSTAINING' });
      const said = { keepsUsGoing: 'Each other.', risks: 'Few.', capacity: 'Two people.', nextStep: 'A budget.' };
      const notes = { conversationId: id, notes: 'We met.', sustaining: { ...said, runwayMonths: '9' } };
      return () => room.get(NotesService).writeNotes(built.backbone, notes);
    },
  },
  'an organization that nobody talked with': {
    rule: 'ORGANIZATION_UNREACHED',
    opens: 61,
    arrange: async () => {
      const others = { hostOrganizationIds: [idOf(built, 'b')], participants: [{ organizationId: idOf(built, 'c') }] };
      await talk({ ...others, heldAt: momentIn(30) });
      return () => talk({ heldAt: momentIn(20) });
    },
  },
  'a coalition in which nothing moves': {
    rule: 'NOTHING_MOVED',
    opens: 31 - 20,
    arrange: async () => {
      await founded(20);
      const { id } = await talk();
      const decision = { conversationId: id, text: 'We go on.', why: 'All agreed.', decidedOn: dayIn(0) };
      return () => room.get(DecisionsService).recordDecision(built.backbone, decision);
    },
  },
  'a decision that is to be looked at again': {
    rule: 'DECISION_REVIEW_DUE',
    opens: 20,
    arrange: async () => {
      const { id } = await talk();
      const decide = (more: object) =>
        room
          .get(DecisionsService)
          .recordDecision(built.backbone, { conversationId: id, text: 'We go on.', why: 'All agreed.', ...more });
      const decision = await decide({ reviewOn: dayIn(20) });
      return () => decide({ supersedesId: decision.id });
    },
  },
};

describe.each(Object.entries(scenes))('%s', (name, { rule, opens, arrange }) => {
  it(`is on the desk from day ${opens} on, and not a day before, until the fact ends`, async () => {
    const end = await arrange();
    expect(await at(opens - 1, rule)).toEqual([]);
    const [item, ...others] = await at(opens, rule);
    expect(item).toMatchObject({ rule, since: dayIn(opens), snooze: null });
    expect(others).toEqual([]);
    expect((await at(opens + 20, rule)).map(({ key }) => key)).toEqual([item!.key]);
    expect([name, new Set(toldOf(item!)).size]).toEqual([name, interfaceLanguages.length]);
    await end();
    expect(await at(opens, rule)).toEqual([]);
  });
});

describe('a request for help', () => {
  it('is on the desk after 72 hours, until it is answered', async () => {
    const { id } = await joint(dayIn(90));
    await moves().askForHelp(built.partner('a'), id, 'We lack a driver.');
    const after = (hours: number) => at(hours / 24, 'HELP_UNANSWERED');
    expect(await after(71.99)).toEqual([]);
    expect(await after(72.01)).toMatchObject([{ subjectId: id, since: dayIn(3), facts: { holders: 'A, B' } }]);
    await moves().answerHelp(built.backbone, id, 'C lends you one.');
    expect(await after(72.01)).toEqual([]);
  });
});

describe('a coalition', () => {
  it('moves by a commitment, a decision of a body and a figure as well', async () => {
    await founded(40);
    expect(await at(0, 'NOTHING_MOVED')).toMatchObject([{ since: dayIn(-9), subjectType: 'Coalition' }]);
    await joint(dayIn(5));
    expect(await at(30, 'NOTHING_MOVED')).toEqual([]);
    expect(await at(31, 'NOTHING_MOVED')).toHaveLength(1);
    const { decide } = await buildSteering(room, built);
    await decide({ kind: 'OTHER', decidedOn: dayIn(0) });
    await room.query(`UPDATE commitment SET state_since = now() - interval '35 days'`);
    expect(await at(30, 'NOTHING_MOVED')).toEqual([]);
    await room.query(
      `INSERT INTO submission (id, coalition_id, organization_id, frequency, period_start, state, submitted_at)
       VALUES (uuidv7(), $1, $2, 'MONTH', '2026-01-01', 'SUBMITTED', now() + interval '9 days')`,
      [built.coalition.id, idOf(built, 'a')],
    );
    expect(await at(9 + 30, 'NOTHING_MOVED')).toEqual([]);
    expect(await at(9 + 31, 'NOTHING_MOVED')).toMatchObject([{ facts: { day: dayIn(9) } }]);
  });
});

describe('activities that do the same', () => {
  it('are on the desk until somebody talked about both', async () => {
    const [one, two] = [
      await buildActiveActivity(room, built),
      await buildActiveActivity(room, built, { title: 'Twin' }),
    ];
    const link = await buildLink(room, built, one, 'DUPLICATES', two);
    const found = () => at(0.01, 'ACTIVITIES_DUPLICATE');
    expect(await found()).toMatchObject([{ subjectId: link.id, since: dayIn(0), facts: { second: 'Twin' } }]);
    await talk({ heldAt: momentIn(0.001), activityIds: [one.id] });
    expect(await found()).toHaveLength(1);
    await talk({ heldAt: momentIn(0.001), activityIds: [one.id, two.id] });
    expect(await found()).toEqual([]);
  });
});

describe('a check of the scorecard', () => {
  it('is on the desk when it has turned to FAIL, not when it never passed', async () => {
    const write = (name: string, state: string, before: string | null) =>
      room.query(
        `INSERT INTO scorecard_check (id, coalition_id, check_name, condition, state, since, previous_state, facts, evaluated_at)
         VALUES (uuidv7(), $1, $2, 'ACTIVITIES', $3, $4, $5, '{}', now())`,
        [built.coalition.id, name, state, dayIn(0), before],
      );
    await write('ACTIVITIES_LINKED', 'FAIL', 'PASS');
    await write('COMMITMENTS_KEPT', 'FAIL', null);
    await write('ACTIVITIES_ALIGNED', 'PASS', 'FAIL');
    const expected = {
      ...{ condition: 'ACTIVITIES', since: dayIn(0), subjectType: 'Coalition', subjectId: built.coalition.id },
      facts: { check: 'ACTIVITIES_LINKED', before: 'PASS' },
    };
    expect(await at(0, 'CHECK_FAILED')).toMatchObject([expected]);
    const filter = (conditions: Condition[]) => deskOf(room, built, { conditions }, momentIn(0));
    expect(await filter(['ACTIVITIES'])).toMatchObject([expected]);
    expect(await filter(['COMMON_AGENDA', 'BACKBONE'])).toEqual([]);
    await room.query(
      `UPDATE scorecard_check SET state = 'PASS', previous_state = 'FAIL' WHERE check_name = 'ACTIVITIES_LINKED'`,
    );
    expect(await at(0, 'CHECK_FAILED')).toEqual([]);
  });
});
