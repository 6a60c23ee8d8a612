import { buildCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import { Forbidden, NotFound } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure } from '@keelson/submissions/testing';
import { eachChecked, ruleOf, type CheckedCoalition } from '../testing/index.js';
import { QualityRulesService } from './index.js';

let room: TestRoom;
let built: CheckedCoalition;
let people: Measure;
let served: Measure;
eachChecked((checked) => ({ room, built, people, served } = checked));

describe('rules', () => {
  it('compare totals, reported or made of additive parts, within one organization and period', async () => {
    const made = await built.create(ruleOf('r1', served.code, people.code));
    await built.tell(people, [
      ['a', '2024-01', '3', { sex: 'f' }],
      ['a', '2024-01', '4', { sex: 'm' }],
      ['b', '2024-01', '100'],
    ]);
    await built.tell(served, [
      ['a', '2024-01', '8'],
      ['b', '2024-01', '100'],
      ['c', '2024-01', '5'],
    ]);
    const found = (await built.check()).filter(({ ruleId }) => ruleId);
    expect(found).toMatchObject([
      { ruleId: made.id, outcome: 'VIOLATION', importance: 'HIGH', sentence: 'Rule r1: 8 should be ≤ 7.' },
      { ruleId: made.id, outcome: 'NOT_EVALUATED', sentence: `Rule r1: Not evaluated: ${people.code} has no number.` },
    ]);
    expect(found[0]!.measureIds.sort()).toEqual([people.id, served.id].sort());
  });

  it('are judged with the measures that they name beside the one asked for', async () => {
    await built.create(ruleOf('r1', served.code, people.code));
    await built.tell(people, [['a', '2024-01', '7']]);
    await built.tell(served, [['a', '2024-01', '8']]);
    expect((await built.violations({ measureIds: [people.id] })).map(({ check }) => check)).toEqual(['RULE']);
    const other = await buildMeasure(room, built);
    expect(await built.check({ measureIds: [other.id] })).toEqual([]);
  });

  it('judge again once they are reactivated, with a reason, if their measures still allow it', async () => {
    const service = room.get(QualityRulesService);
    const made = await built.create(ruleOf('r1', served.code, people.code));
    const reactivate = (reason: string) => service.reactivateRule(built.backbone, made.id, reason);
    await expect(reactivate('Why not')).rejects.toMatchObject({ rule: 'quality_rule.active' });
    await service.retireRule(built.backbone, made.id, 'Not so');
    await built.tell(people, [['a', '2024-01', '7']]);
    await built.tell(served, [['a', '2024-01', '8']]);
    expect(await built.violations()).toEqual([]);
    await expect(reactivate(' ')).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', field: ['reason'] }] });
    await expect(service.reactivateRule(built.partner('a'), made.id, 'x')).rejects.toThrow(Forbidden);
    await expect(service.reactivateRule(built.stranger, made.id, 'x')).rejects.toThrow(NotFound);
    expect(await reactivate('It was so after all')).toMatchObject({ active: true });
    expect(await built.violations()).toMatchObject([{ check: 'RULE', ruleId: made.id }]);
    const [event] = await room.query<{ reason: string }>(
      `SELECT reason FROM audit_event WHERE subject_id = $1 AND verb = 'reactivateQualityRule'`,
      [made.id],
    );
    expect(event).toEqual({ reason: 'It was so after all' });
  });

  it('judge nothing once they are retired, and what they say now once they are changed', async () => {
    const made = await built.create(ruleOf('r1', served.code, people.code));
    await built.tell(people, [['a', '2024-01', '7']]);
    await built.tell(served, [['a', '2024-01', '8']]);
    const service = room.get(QualityRulesService);
    await service.updateRule(built.backbone, made.id, { right: `2 * ${people.code}` });
    expect(await built.violations()).toEqual([]);
    await service.updateRule(built.backbone, made.id, { right: `${people.code} / 2`, importance: 'LOW' });
    expect(await built.violations()).toMatchObject([{ importance: 'LOW', sentence: 'Rule r1: 8 should be ≤ 3.5.' }]);
    await expect(service.retireRule(built.backbone, made.id, ' ')).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED' }],
    });
    expect(await service.retireRule(built.backbone, made.id, 'Not so')).toMatchObject({ active: false });
    expect(await built.violations()).toEqual([]);
    const list = (retired: boolean) => service.listRules(built.backbone, built.coalition.id, { retired }, {});
    expect([(await list(false)).nodes.length, (await list(true)).nodes.length]).toEqual([0, 1]);
    const verbs = await room.query('SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY at', [made.id]);
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'createQualityRule',
      'updateQualityRule',
      'updateQualityRule',
      'retireQualityRule',
    ]);
  });

  it.each([
    ['an unknown code', 'nobody + 1', '1', 'UNKNOWN_MEASURE', 'left'],
    ['a division by zero', 'PEOPLE', '1 / (2 - 2)', 'INVALID', 'right'],
    ['100 kB of parentheses', 'PEOPLE', '('.repeat(100_000), 'TOO_LONG', 'right'],
    ['no measure at all', '1', '2', 'REQUIRED', 'left'],
    ['a half', 'PEOPLE +', '1', 'INVALID', 'left'],
    ['a yearly measure beside a monthly one', 'PEOPLE', 'YEARLY', 'WRONG_KIND', 'right'],
  ])('with %s are refused', async (_what, left, right, code, field) => {
    const yearly = await buildMeasure(room, built, { frequency: 'YEAR' });
    const named = (text: string) => text.replace('PEOPLE', people.code).replace('YEARLY', yearly.code);
    await expect(built.create(ruleOf('r1', named(left), named(right)))).rejects.toMatchObject({
      problems: [{ code, field: [field] }],
    });
    expect(await room.query('SELECT 1 FROM quality_rule WHERE coalition_id = $1', [built.coalition.id])).toEqual([]);
  });

  it('do not name a calculated measure, of which no organization has a number', async () => {
    const unit = { unit: 'percent', numberKind: 'CALCULATED' } as const;
    const half = await buildMeasure(room, built, { ...unit, expression: `${people.code} / 2` });
    await expect(built.create(ruleOf('r1', people.code, half.code))).rejects.toMatchObject({
      problems: [{ code: 'WRONG_KIND', field: ['right'] }],
    });
  });

  it('of pairs name a measure on each side', async () => {
    const input = ruleOf('r1', people.code, '1', { operator: 'EXCLUSIVE_PAIR' });
    await expect(built.create(input)).rejects.toMatchObject({ problems: [{ code: 'INVALID', field: ['right'] }] });
  });

  it("do not see another coalition's measure, and codes are taken within one coalition", async () => {
    const elsewhere = await buildCoalition(room);
    const theirs = await buildMeasure(room, elsewhere);
    await expect(built.create(ruleOf('r1', theirs.code, '1'))).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_MEASURE' }],
    });
    await built.create(ruleOf('r1', people.code, '1'));
    await expect(built.create(ruleOf('r1', people.code, '1'))).rejects.toMatchObject({
      problems: [{ code: 'TAKEN', field: ['code'] }],
    });
    const there = room
      .get(QualityRulesService)
      .createRule(elsewhere.backbone, elsewhere.coalition.id, ruleOf('r1', theirs.code, '1'));
    await expect(there).resolves.toMatchObject({ code: 'r1', active: true });
  });

  it('belong to backbone staff; partners read them, funders do not, strangers find nothing', async () => {
    const made = await built.create(ruleOf('r1', people.code, '1'));
    const service = room.get(QualityRulesService);
    await expect(built.create(ruleOf('r2', people.code, '1'), built.partner('a'))).rejects.toThrow(Forbidden);
    await expect(service.updateRule(built.partner('a'), made.id, { name: 'x' })).rejects.toThrow(Forbidden);
    await expect(service.retireRule(built.funder, made.id, 'x')).rejects.toThrow(NotFound);
    const elsewhere = await buildCoalition(room);
    await expect(service.updateRule(elsewhere.backbone, made.id, { name: 'x' })).rejects.toThrow(NotFound);
    expect(await service.loadRules(built.partner('a'), [made.id])).toHaveLength(1);
    expect(await service.loadRules(built.funder, [made.id])).toEqual([]);
    expect(await service.loadRules(elsewhere.backbone, [made.id])).toEqual([]);
  });
});
