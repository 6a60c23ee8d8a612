import { PledgesService } from '@keelson/agenda';
import { buildAgenda } from '@keelson/agenda/testing';
import { TensionProceduresService } from '@keelson/backbone';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { wordsIn } from '@keelson/messages';
import { NotFound } from '@keelson/platform';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { day, rewrite } from '../testing/index.js';
import { checkNames, DueScorecards, ScorecardModule, ScorecardService, tellFinding } from './index.js';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRooms([ScorecardModule], [ScorecardModule]);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const evaluate = () => room.getOfWorker(DueScorecards).evaluateDue();
const cards = () => room.get(ScorecardService);
const kept = (name: string) =>
  room.query(
    `SELECT state, since::text, previous_state FROM scorecard_check WHERE coalition_id = $1 AND check_name = $2`,
    [ours.coalition.id, name],
  );
const register = () =>
  room.get(TensionProceduresService).registerTensionProcedure(ours.backbone, {
    ...{ coalitionId: ours.coalition.id, text: 'Talk.', stewards: [{ name: 'Ada' }, { name: 'Ben' }] },
  });
/** What was found until now was found a day earlier, and the coalition is due again. */
const dayPasses = () =>
  rewrite(
    room,
    `UPDATE scorecard_evaluation SET evaluated_on = evaluated_on - 1, checks = (
       SELECT jsonb_agg(c || jsonb_build_object('since', ((c->>'since')::date - 1)::text)) FROM jsonb_array_elements(checks) AS c);
     UPDATE scorecard_check SET since = since - 1;
     UPDATE scorecard_turn SET due_at = now() - interval '1 minute' WHERE coalition_id = '${ours.coalition.id}'`,
  );

describe('the daily evaluation', () => {
  it('keeps all 25 checks once a day, and the day on which one came into its state', async () => {
    const card = async () => (await cards().scorecard(ours.backbone, ours.coalition.id)).conditions;
    expect((await card()).flatMap(({ checks }) => checks).every(({ since }) => since === null)).toBe(true);
    await evaluate();
    const rows = await room.query(`SELECT check_name FROM scorecard_check WHERE coalition_id = $1`, [
      ours.coalition.id,
    ]);
    expect(rows).toHaveLength(checkNames.length);
    expect(await kept('TENSION_PROCEDURE_REGISTERED')).toEqual([
      { state: 'FAIL', since: day(0), previous_state: null },
    ]);
    await register();
    await evaluate();
    // Not due again: what was kept stands until tomorrow, and the card of now knows better.
    expect(await kept('TENSION_PROCEDURE_REGISTERED')).toMatchObject([{ state: 'FAIL' }]);
    const live = (await card()).flatMap(({ checks }) => checks);
    expect(live.find(({ check }) => check === 'TENSION_PROCEDURE_REGISTERED')).toMatchObject({
      ...{ state: 'PASS', since: null },
    });
    expect(live.find(({ check }) => check === 'CHARTER_AGREED')).toMatchObject({ state: 'FAIL', since: day(0) });
    await dayPasses();
    await evaluate();
    expect(await kept('TENSION_PROCEDURE_REGISTERED')).toEqual([
      { state: 'PASS', since: day(0), previous_state: 'FAIL' },
    ]);
    expect(await kept('CHARTER_AGREED')).toEqual([{ state: 'FAIL', since: day(-1), previous_state: null }]);
    await dayPasses();
    await evaluate();
    expect(await kept('TENSION_PROCEDURE_REGISTERED')).toEqual([
      { state: 'PASS', since: day(-1), previous_state: 'FAIL' },
    ]);
  });

  it('keeps the day on which a check turned to FAIL', async () => {
    const { id } = await buildAgenda(room, ours);
    const [a, , c] = ours.organizations;
    const pledge = (organizationId: string, code: string, kind: 'OWN' | 'NEED_CHANGE') =>
      room.get(PledgesService).pledgeToAgenda(ours.partner(code), { agendaId: id, organizationId, kind });
    for (const { id: organization, code } of ours.organizations) await pledge(organization, code, 'OWN');
    await evaluate();
    expect(await kept('PARTIES_PLEDGED')).toEqual([{ state: 'PASS', since: day(0), previous_state: null }]);
    await pledge(a!.id, 'a', 'NEED_CHANGE');
    await dayPasses();
    await evaluate();
    const turned = { state: 'FAIL', since: day(0), previous_state: 'PASS' };
    expect(await kept('PARTIES_PLEDGED')).toEqual([turned]);
    await pledge(c!.id, 'c', 'NEED_CHANGE');
    await dayPasses();
    await evaluate();
    expect(await kept('PARTIES_PLEDGED')).toEqual([{ ...turned, since: day(-1) }]);
  });

  it('is done by one of two workers, and again only when the next day has begun there', async () => {
    await Promise.all([evaluate(), evaluate()]);
    const [row] = await room.query<{ days: number; next: string }>(
      `SELECT (SELECT count(*)::int FROM scorecard_evaluation e WHERE e.coalition_id = t.coalition_id) AS days,
              to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS next
         FROM scorecard_turn t WHERE coalition_id = $1`,
      [ours.coalition.id],
    );
    expect(row).toEqual({ days: 1, next: `${day(1)} 00:00` });
  });
});

describe('the scorecard of a day of before', () => {
  it('is what was found then, and there is none before the first evaluation nor of tomorrow', async () => {
    const on = (asOf: string, actor = ours.backbone) => cards().scorecard(actor, ours.coalition.id, asOf);
    await evaluate();
    await register();
    await dayPasses();
    await evaluate();
    const stateOn = async (asOf: string) => {
      const { conditions } = await on(asOf);
      return conditions[4]!.checks[3];
    };
    expect(await stateOn(day(-1))).toMatchObject({ check: 'TENSION_PROCEDURE_REGISTERED', state: 'FAIL' });
    expect(await stateOn(day(0))).toMatchObject({ state: 'PASS', since: day(0) });
    const refused = { problems: [{ code: 'OUT_OF_RANGE', field: ['asOf'] }] };
    await expect(on(day(-2))).rejects.toMatchObject(refused);
    await expect(on(day(1))).rejects.toMatchObject(refused);
    await expect(on(day(0), ours.stranger)).rejects.toThrow(NotFound);
  });

  it('is told in sentences from what was kept', async () => {
    await evaluate();
    await dayPasses();
    const { conditions, asOf } = await cards().scorecard(ours.funder, ours.coalition.id, day(-1));
    expect(asOf).toBe(day(-1));
    const told = conditions.flatMap(({ checks }) => checks).map((finding) => tellFinding(finding, wordsIn('en')));
    expect(told).toHaveLength(25);
    expect(told[0]).toBe('No version of the agenda is adopted.');
  });
});

describe('the history of the checks', () => {
  it('names each change of a state, the latest first, by pages', async () => {
    await evaluate();
    await register();
    await dayPasses();
    await evaluate();
    const page = (checks: (typeof checkNames)[number][] | null, first = 3, after?: string) =>
      cards().scorecardHistory(ours.partner('a'), ours.coalition.id, checks, { first, after });
    const ofOne = await page(['TENSION_PROCEDURE_REGISTERED']);
    expect(ofOne.nodes).toMatchObject([
      { on: day(0), before: 'FAIL', after: 'PASS', finding: { facts: { version: 1, stewards: 2 } } },
      { on: day(-1), before: null, after: 'FAIL' },
    ]);
    const first = await page(null);
    expect(first.nodes[0]).toMatchObject({ check: 'TENSION_PROCEDURE_REGISTERED', on: day(0) });
    expect(await first.totalCount()).toBe(26);
    const rest = await page(null, 30, first.pageInfo.endCursor!);
    expect([...first.nodes, ...rest.nodes]).toHaveLength(26);
    await expect(cards().scorecardHistory(ours.stranger, ours.coalition.id, null, {})).rejects.toThrow(NotFound);
  });
});
