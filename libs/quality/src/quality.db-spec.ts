import type { Measure } from '@keelson/measures';
import { Database, Forbidden, NotFound, type Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, type ShortCell } from '@keelson/submissions/testing';
import { buildChecked, eachChecked, goldenHistory, ruleOf, type CheckedCoalition } from '../testing/index.js';
import { keyOf, QualityService } from './index.js';

let room: TestRoom;
let built: CheckedCoalition;
let people: Measure;
let served: Measure;
eachChecked((checked) => ({ room, built, people, served } = checked));

describe('a check', () => {
  beforeEach(() =>
    built.tell(people, [...goldenHistory(), ['a', '2024-01', '200'], ...goldenHistory('b'), ['b', '2024-01', '1']]),
  );

  it('is of everybody for backbone staff, of their own for partners, and of nothing for others', async () => {
    expect(await built.violations()).toHaveLength(2);
    const [a, b] = built.organizations;
    expect(await built.violations({}, built.partner('a'))).toMatchObject([{ organizationId: a!.id }]);
    expect(await built.violations({ organizationIds: [b!.id] }, built.partner('a'))).toEqual([]);
    expect(await built.violations({ organizationIds: [b!.id] })).toMatchObject([{ organizationId: b!.id }]);
    await expect(built.check({}, built.funder)).rejects.toThrow(Forbidden);
    await expect(built.check({}, built.stranger)).rejects.toThrow(NotFound);
    const elsewhere = await buildChecked(room);
    await expect(built.check({}, elsewhere.backbone)).rejects.toThrow(NotFound);
    expect(await elsewhere.check({ organizationIds: [a!.id], measureIds: [people.id] })).toEqual([]);
  });

  it('comes in pages, in one order, both ways', async () => {
    await built.tell(
      served,
      Array.from({ length: 9 }, (_, i): ShortCell => ['c', `2024-0${i + 1}`, String(i)]),
    );
    const all = (await built.check()).map(keyOf);
    expect(all).toHaveLength(6);
    const ask = (page: object) =>
      room
        .get(QualityService)
        .checkQuality(
          built.backbone,
          built.coalition.id,
          { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-12' },
          page,
        );
    const first = await ask({ first: 4 });
    const second = await ask({ first: 100, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(keyOf)).toEqual(all);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, await first.totalCount()]).toEqual([
      true,
      false,
      all.length,
    ]);
    const back = await ask({ last: 4, before: second.edges[0]!.cursor });
    expect(back.nodes.map(keyOf)).toEqual(all.slice(0, 4));
  });

  it.each([
    ['2024-Q1', '2024-12', 'UNKNOWN_PERIOD', 'firstPeriod'],
    ['2024-02', '2024-01', 'OUT_OF_RANGE', 'lastPeriod'],
    ['2000-01', '2024-01', 'OUT_OF_RANGE', 'lastPeriod'],
    ['1000-01', '9999-12', 'OUT_OF_RANGE', 'lastPeriod'],
  ])('of %s to %s is refused', async (firstPeriod, lastPeriod, code, field) => {
    const checking = Promise.resolve().then(() => built.check({ firstPeriod, lastPeriod }));
    await expect(checking).rejects.toMatchObject({ problems: [{ code, field: ['filter', field] }] });
  });

  it('takes as many statements for many findings as for few', async () => {
    const count = async () => {
      const database = room.get(Database);
      const read = database.read.bind(database);
      let statements = 0;
      database.read = (actor, verb) =>
        read(actor, async (manager) => {
          const client = (await manager.queryRunner!.connect()) as { query: (...of: unknown[]) => unknown };
          const query = client.query.bind(client);
          client.query = (...of: unknown[]) => (statements++, query(...of));
          try {
            return await verb(manager);
          } finally {
            client.query = query;
          }
        });
      try {
        const found = await built.check();
        return { statements, found: found.length };
      } finally {
        database.read = read;
      }
    };
    await built.create(ruleOf('r1', people.code, '1'));
    const few = await count();
    for (const code of ['r2', 'r3', 'r4']) await built.create(ruleOf(code, people.code, served.code));
    for (const measure of [served, await buildMeasure(room, built)]) {
      const cells = ['a', 'b', 'c'].flatMap((code) =>
        Array.from({ length: 9 }, (_, i): ShortCell => [code, `2024-0${i + 1}`, String(10 ** i)]),
      );
      await built.tell(measure, cells);
    }
    const many = await count();
    expect(many.found).toBeGreaterThan(few.found + 20);
    expect(many.statements).toBe(few.statements);
    expect(few.statements).toBeLessThanOrEqual(8);
  });
});

describe('warnings', () => {
  const warn = (actor: Actor, measure: Measure, cells: ShortCell[]) =>
    room
      .get(QualityService)
      .findWarnings(actor, built.coalition.id, cellsOf(measure.code, cells), { outcomes: ['VIOLATION'] });

  it('are about the cells that were written and what these are compared with', async () => {
    await built.create(ruleOf('r1', served.code, people.code));
    await built.tell(people, [
      ...goldenHistory(),
      ['a', '2024-01', '200'],
      ['b', '2024-01', '3'],
      ['b', '2024-01', '4', { sex: 'f' }],
    ]);
    await built.tell(served, [['a', '2024-01', '300']]);
    const kinds = async (actor: Actor, measure: Measure, cells: ShortCell[]) =>
      (await warn(actor, measure, cells)).map(({ check }) => check).sort();
    expect(await kinds(built.backbone, served, [['a', '2024-01', '300']])).toEqual(['RULE']);
    expect(await kinds(built.backbone, people, [['a', '2024-01', '200']])).toEqual(['OUTLIER', 'RULE']);
    expect(await kinds(built.backbone, people, [['b', '2024-01', '4', { sex: 'f' }]])).toEqual(['PARTS_AGAINST_TOTAL']);
    expect(await kinds(built.backbone, people, [['a', '2023-01', '100']])).toEqual([]);
    expect(await kinds(built.partner('b'), people, [['a', '2024-01', '200']])).toEqual([]);
    expect(await kinds(built.backbone, people, [])).toEqual([]);
    await expect(kinds(buildActor(), people, [['a', '2024-01', '200']])).rejects.toThrow(NotFound);
  });
});
