import { buildCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import { Forbidden, InvalidInput, NotFound, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { eachChecked, goldenHistory, ruleOf, type CheckedCoalition } from '../testing/index.js';
import { keyOf, QualityService } from './index.js';

let room: TestRoom;
let built: CheckedCoalition;
let people: Measure;
let served: Measure;
eachChecked((checked) => ({ room, built, people, served } = checked));

describe('explanations', () => {
  const explain = (actor: Actor, key: string, text = 'A flood brought twice as many') =>
    room.get(QualityService).explainFinding(actor, built.coalition.id, { key, text });

  it('silence a finding of one cell until its number changes', async () => {
    await built.tell(people, [...goldenHistory(), ['a', '2024-01', '200']]);
    await built.tell(people, [...goldenHistory('b'), ['b', '2024-01', '200']]);
    const [organization] = built.organizations;
    const mine = (await built.violations()).find(({ organizationId }) => organizationId === organization!.id)!;
    const explained = await explain(built.partner('a'), keyOf(mine));
    expect(explained.explanation).toMatchObject({ explained: '200', text: 'A flood brought twice as many' });
    expect(await built.violations()).toMatchObject([{ organizationId: built.organizations[1]!.id }]);
    expect(await built.violations({ includeExplained: true })).toHaveLength(2);
    await built.tell(people, [['a', '2024-01', '200.0']]);
    expect(await built.violations()).toHaveLength(1);
    await built.tell(people, [['a', '2024-01', '210']]);
    expect((await built.violations()).map(({ explanation }) => explanation)).toEqual([null, null]);
    await explain(built.backbone, keyOf(mine), 'It is so');
    await built.tell(people, [['a', '2024-01', '200']]);
    expect(await built.violations()).toHaveLength(2);
    expect(await room.query('SELECT explained FROM quality_explanation')).toEqual([{ explained: '210' }]);
  });

  it.each(['RULE', 'PARTS_AGAINST_TOTAL', 'UNCHANGED'] as const)('silence a %s too', async (kind) => {
    await built.create(ruleOf('r1', served.code, people.code));
    for (const month of ['2024-01', '2024-02']) {
      await built.tell(people, [
        ['a', month, '7'],
        ['a', month, '8', { sex: 'f' }],
      ]);
      await built.tell(served, [['a', month, '8']]);
    }
    const of = async () =>
      (await built.check({ firstPeriod: '2024-02', lastPeriod: '2024-02' })).filter(({ check }) => check === kind);
    const [finding] = await of();
    expect(finding).toMatchObject({ outcome: 'VIOLATION', periodStart: '2024-02-01' });
    await explain(built.partner('a'), keyOf(finding!));
    expect(await of()).toEqual([]);
    await built.tell(people, [['a', '2024-02', '6']]);
    await built.tell(people, [['a', '2024-01', '6']]);
    expect(await of()).toHaveLength(1);
  });

  it('are recorded by the organization itself or backbone staff, of what is there', async () => {
    await built.tell(people, [...goldenHistory(), ['a', '2024-01', '200']]);
    const [finding] = await built.violations();
    const key = keyOf(finding!);
    await expect(explain(built.partner('b'), key)).rejects.toThrow(Forbidden);
    await expect(explain(built.funder, key)).rejects.toThrow(Forbidden);
    const elsewhere = await buildCoalition(room);
    await expect(explain(elsewhere.backbone, key)).rejects.toThrow(NotFound);
    const theirs = room
      .get(QualityService)
      .explainFinding(elsewhere.backbone, elsewhere.coalition.id, { key, text: 'x' });
    await expect(theirs).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND', field: ['key'] }] });
    await expect(explain(built.partner('a'), key, ' ')).rejects.toMatchObject({ problems: [{ code: 'REQUIRED' }] });
    for (const bad of ['', 'x', Buffer.from('[1]').toString('base64url'), key.slice(1)]) {
      await expect(explain(built.partner('a'), bad)).rejects.toMatchObject({ malformed: true });
    }
    const gone = keyOf({ ...finding!, periodStart: '2024-09-01' });
    await expect(explain(built.partner('a'), gone)).rejects.toThrow(InvalidInput);
    expect(await room.query('SELECT 1 FROM quality_explanation WHERE coalition_id = $1', [built.coalition.id])).toEqual(
      [],
    );
  });
});
