import { MembersService, MergersService } from '@keelson/coalitions';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure, type ShortCell } from '@keelson/submissions/testing';
import type { NewMeasure } from '@keelson/measures';
import { buildChecked, openQuality } from '../testing/index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openQuality();
});
afterAll(() => room.close());

const months = ['2023-08', '2023-09', '2023-10', '2023-11', '2023-12'];
const rowOf = (code: string, numbers: string[]) => numbers.map((number, i): ShortCell => [code, months[i]!, number]);
/** Together the golden history 100, 104, 98, 102, 96. */
const history = [...rowOf('a', ['60', '64', '58', '62', '56']), ...rowOf('b', ['40', '40', '40', '40', '40'])];

/** a and b go on as d from 2024 on. */
async function tell(
  cells: ShortCell[],
  { from = '2024-01-01' as string | null, measure = {} as Partial<NewMeasure> } = {},
) {
  const built = await buildChecked(room);
  const { backbone, coalition } = built;
  const added = await room
    .get(MembersService)
    .addOrganizations(backbone, coalition.id, [{ code: 'd', name: 'D', ...(from && { from }) }]);
  const organizations = [...built.organizations, ...added];
  const idOf = new Map(organizations.map(({ code, id }) => [code, id]));
  const service = room.get(MergersService);
  for (const code of ['a', 'b']) {
    const merger = { predecessorId: idOf.get(code)!, successorId: idOf.get('d')!, date: '2024-01-01' };
    await service.mergeOrganizations(backbone, merger);
  }
  const asked = await buildMeasure(room, built, measure);
  await built.tell(asked, cells);
  const find = async (filter = {}) => {
    const findings = await built.check({ measureIds: [asked.id], ...filter });
    const codes = new Map(organizations.map(({ id, code }) => [id, code]));
    return findings.map(({ organizationId, periodStart, check, outcome, sentence, numbers }) => {
      const number = Object.fromEntries(numbers.map(({ name, value }) => [name, value]));
      return { who: `${codes.get(organizationId)} ${periodStart.slice(0, 7)} ${check} ${outcome}`, sentence, number };
    });
  };
  return {
    find,
    reverse: (code: string) => service.reverseMerger(backbone, { predecessorId: idOf.get(code)!, reason: 'No' }),
  };
}
const mark = 'Numbers before 2024-01-01 are those of the organizations that it continues and its own together.';

it("a successor's number is compared with its predecessors' numbers together, and the finding says so", async () => {
  const { find, reverse } = await tell([...history, ['d', '2024-01', '200']]);
  const found = await find();
  expect(found).toMatchObject([{ who: 'd 2024-01 OUTLIER VIOLATION', sentence: expect.stringContaining(mark) }]);
  expect(found[0]!.sentence).toContain('13.49');
  await reverse('b');
  expect((await find())[0]!.sentence).not.toContain('13.49');
  await reverse('a');
  expect(await find()).toMatchObject([{ who: 'd 2024-01 OUTLIER NOT_ENOUGH_HISTORY' }]);
});

it('of a period that one of them did not report, nothing is compared', async () => {
  const without = (...lost: number[]) => [
    ...history.filter((_, i) => !lost.includes(i)),
    ['d', '2024-01', '200'] as ShortCell,
  ];
  expect(await (await tell(without(9))).find()).toMatchObject([{ who: 'd 2024-01 OUTLIER VIOLATION' }]);
  expect(await (await tell(without(0, 9))).find()).toMatchObject([{ who: 'd 2024-01 OUTLIER NOT_ENOUGH_HISTORY' }]);
});

it('numbers of the time before are compared with their own, and later ones with all', async () => {
  const { find } = await tell([...history, ['a', '2023-07', '60'], ['d', '2024-01', '100'], ['d', '2024-02', '200']]);
  const early = await find({ firstPeriod: '2023-12', lastPeriod: '2024-02' });
  const told = early.filter(({ who }) => who.includes('OUTLIER'));
  expect(told.map(({ who }) => who)).toEqual(['d 2024-02 OUTLIER VIOLATION']);
  const [before] = (await find({ firstPeriod: '2023-08', lastPeriod: '2023-08' })).filter(({ who }) =>
    who.startsWith('a'),
  );
  expect(before).toMatchObject({ who: 'a 2023-08 OUTLIER NOT_ENOUGH_HISTORY' });
});

it.each([
  ['MAX', '640'],
  ['MIN', '400'],
  ['AVERAGE', '520'],
  ['MEDIAN', '520'],
] as const)('by %s, as partners are', async (partnerRule, tenTimes) => {
  const cells = months.flatMap((month): ShortCell[] => [
    ['a', month, '64'],
    ['b', month, '40'],
  ]);
  const { find } = await tell([...cells, ['d', '2024-01', tenTimes]], { measure: { partnerRule } });
  expect(await find()).toMatchObject([{ who: 'd 2024-01 SLIP VIOLATION' }]);
});

it('of a RATIO numerators and denominators are added up', async () => {
  const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent' } as const;
  const cells = months.flatMap((month): ShortCell[] => [
    ['a', month, '1/2'],
    ['b', month, '99/998'],
  ]);
  const { find } = await tell([...cells, ['d', '2024-01', '100/100']], { measure: ratio, from: null });
  expect(await find()).toMatchObject([{ who: 'd 2024-01 SLIP VIOLATION' }]);
});
