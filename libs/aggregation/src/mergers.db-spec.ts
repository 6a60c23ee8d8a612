import { MembersService, MergersService } from '@keelson/coalitions';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { reported, tellMeasures } from '../testing/index.js';
import { AggregationModule, AggregationService } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

type Merger = [predecessor: string, successor: string, date: string];

/** Partners a, b, c and d, and successors with their first days; a successor is entered as from ever where that is null. */
async function tell(successors: Record<string, string | null>, mergers: Merger[], cells: ShortCell[]) {
  const told = await tellMeasures(room, [reported('x')]);
  const { built } = told;
  const { backbone, coalition } = built;
  const members = Object.entries(successors).map(([code, from]) => ({ code, name: code, from }));
  const added = await room.get(MembersService).addOrganizations(backbone, coalition.id, members);
  const idOf = new Map([...built.organizations, ...added].map(({ code, id }) => [code, id]));
  const service = room.get(MergersService);
  for (const [predecessor, successor, date] of mergers) {
    const merger = { predecessorId: idOf.get(predecessor)!, successorId: idOf.get(successor)!, date };
    await service.mergeOrganizations(backbone, merger);
  }
  await report(room, built, cellsOf('x', cells));
  return {
    ...told,
    reverse: (code: string) => service.reverseMerger(backbone, { predecessorId: idOf.get(code)!, reason: 'No' }),
    changesOf: (first: string, last = first) => told.changes(first, last, 'YEAR', ['x']),
  };
}
const year = (period: string, numbers: Record<string, string>) =>
  Object.entries(numbers).map(([code, number]): ShortCell => [code, period, number]);

const before = year('2023', { a: '10', b: '20', c: '30', d: '5' });
const after = year('2024', { s: '12', b: '20', c: '30', d: '6' });

it('a successor and its predecessor are one partner of the panel, marked, with one volume', async () => {
  const { built, request, changesOf, reverse } = await tell(
    { s: '2024-01-01' },
    [['a', 's', '2024-01-01']],
    [...before, ...after],
  );
  const joined = {
    ...{ before: '65', now: '68', panelBefore: '65', panelNow: '68', panel: 4, panelJoined: 1 },
    ...{ volumeReported: '65', volumeExpected: '65', withheld: false },
  };
  expect(await changesOf('2024')).toMatchObject([joined]);
  const seen = await room.get(AggregationService).changes(built.partner('b'), request('2024', '2024', 'YEAR', ['x']));
  expect(seen).toMatchObject([joined]);
  await reverse('a');
  expect(await changesOf('2024')).toMatchObject([
    {
      ...{ before: '65', now: '68', panelBefore: '55', panelNow: '56', panel: 3, panelJoined: 0 },
      ...{ volumeReported: '55', volumeExpected: '65' },
    },
  ]);
});

it('the mark is on the step that passes the merger, and on no later one', async () => {
  const later = year('2025', { s: '13', b: '20', c: '30', d: '6' });
  const { changesOf } = await tell({ s: null }, [['a', 's', '2024-01-01']], [...before, ...after, ...later]);
  expect(await changesOf('2023', '2025')).toMatchObject([
    { panel: 0, panelJoined: 0 },
    { panelBefore: '65', panelNow: '68', panel: 4, panelJoined: 1 },
    { panelBefore: '68', panelNow: '69', panel: 4, panelJoined: 0, volumeExpected: '68' },
  ]);
});

it('where one of several predecessors has no number, their successor is not in the panel', async () => {
  const { changesOf } = await tell(
    { s: '2024-01-01' },
    [
      ['a', 's', '2024-01-01'],
      ['b', 's', '2024-01-01'],
    ],
    [...year('2023', { a: '10', c: '30', d: '5' }), ...year('2024', { s: '40', c: '30', d: '6' })],
  );
  expect(await changesOf('2024')).toMatchObject([
    { before: '45', now: '76', panelBefore: '35', panelNow: '36', panel: 2, panelJoined: 0, volumeExpected: '45' },
  ]);
});

it('a chain, and a merger within a year, keep one partner all along', async () => {
  const { changesOf, figures } = await tell(
    { s: '2024-07-01', t: '2025-01-01' },
    [
      ['a', 's', '2024-07-01'],
      ['s', 't', '2025-01-01'],
    ],
    [
      ...year('2023', { a: '10', b: '20', c: '30' }),
      ...year('2024', { a: '5', s: '7', b: '20', c: '30' }),
      ...year('2025', { t: '14', b: '20', c: '30' }),
    ],
  );
  expect(await changesOf('2024', '2025')).toMatchObject([
    { before: '60', now: '62', panelBefore: '60', panelNow: '62', panel: 3, panelJoined: 1, volumeReported: '60' },
    { before: '62', now: '64', panelBefore: '62', panelNow: '64', panel: 3, panelJoined: 1, volumeReported: '62' },
  ]);
  const totals = await figures('2023', '2025', 'YEAR', ['x']);
  expect(totals.map(({ value, organizationsExpected }) => [value, organizationsExpected])).toEqual([
    ...[
      ['60', 4],
      ['62', 5],
      ['64', 4],
    ],
  ]);
});

it('a successor that was a partner before takes its predecessor in, from the merger on only', async () => {
  const { changesOf } = await tell(
    {},
    [['a', 'b', '2024-01-01']],
    [...year('2022', { a: '9', b: '20', c: '30', d: '5' }), ...before, ...year('2024', { b: '33', c: '30', d: '6' })],
  );
  expect(await changesOf('2023', '2024')).toMatchObject([
    { panelBefore: '64', panelNow: '65', panel: 4, panelJoined: 0, volumeExpected: '64' },
    { panelBefore: '65', panelNow: '69', panel: 3, panelJoined: 1, volumeExpected: '65', volumeReported: '65' },
  ]);
});
