import { CoalitionsService, MergersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report, submit, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, PeersService } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
beforeAll(async () => {
  room = await openRoom(AggregationModule);
});
afterAll(() => room.close());

const organizationId = (code: string) => built.organizations.find((one) => one.code === code)!.id;

/** A measure that a, b, c … told these numbers of, for 2024-01, in a coalition of its own. */
async function tell(numbers: string[], input: Partial<NewMeasure> = {}): Promise<Measure> {
  built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code })),
  );
  const measure = await buildMeasure(room, built, { frequency: 'MONTH', ...input });
  const cells = numbers.map((number, i): ShortCell => [codes[i]!, '2024-01', number]);
  await report(room, built, cellsOf(measure.code, cells));
  return measure;
}

async function bandOf(measure: Measure, changes: { actor?: Actor; frequency?: 'MONTH' | 'QUARTER' } = {}) {
  const { actor = built.partner('a'), frequency = 'MONTH' } = changes;
  const period = frequency === 'MONTH' ? '2024-01' : '2024-Q1';
  const [band] = await room.get(PeersService).peerBands(actor, {
    ...{
      organizationId: organizationId('a'),
      measureId: measure.id,
      frequency,
      firstPeriod: period,
      lastPeriod: period,
    },
  });
  return band!;
}

describe('the band of peers', () => {
  it('holds the quartiles of the others, each made of three of them and rounded, and the own number as it is', async () => {
    const measure = await tell(['33', '10', '20', '30', '40', '50']);
    expect(await bandOf(measure)).toEqual({
      ...{ period: '2024-01', own: '33', peers: 5, lower: '20', median: '30', upper: '40', missing: null },
    });
  });

  it('takes the nearest ranks of seven peers less one: none is the smallest or the largest', async () => {
    const measure = await tell(['1', '100', '200', '300', '400', '500', '9000'], { numberKind: 'AMOUNT' });
    expect(await bandOf(measure)).toMatchObject({ peers: 6, lower: '200', median: '400', upper: '3400' });
  });

  it('has a reason when there is none: too few peers, where a non-value is no peer', async () => {
    const measure = await tell(['33', '10', '20', '30', '40', 'DECLINED']);
    expect(await bandOf(measure)).toMatchObject({ own: '33', peers: 4, lower: null, missing: 'TOO_FEW_PEERS' });
  });

  it('is for who has a number itself', async () => {
    const measure = await tell(['NOT_COLLECTED', '10', '20', '30', '40', '50', '60']);
    expect(await bandOf(measure)).toMatchObject({ own: null, peers: 6, missing: 'NO_OWN_NUMBER', median: null });
  });

  it('tells of no small number of people', async () => {
    const people = { ofPeople: true };
    const measure = await tell(['33', '3', '4', '20', '30', '40'], people);
    expect(await bandOf(measure)).toMatchObject({ own: '33', missing: 'SMALL_NUMBERS', lower: null });
    const ratio = { numberKind: 'RATIO', factor: 100, unit: 'percent', ofPeople: true } as const;
    const rate = await tell(['50/100', '5/100', '40/100', '45/100', '50/100', '60/100', '70/100'], ratio);
    expect(await bandOf(rate)).toMatchObject({ own: '50', peers: 5, lower: '45', missing: null });
    const few = await tell(['50/100', '5/100', '95/100', '45/100', '50/100', '60/100', '70/100'], ratio);
    expect(await bandOf(few)).toMatchObject({ own: '50', peers: 4, missing: 'TOO_FEW_PEERS' });
  });

  it('asks for as many people as the coalition does', async () => {
    const measure = await tell(['33', '3', '4', '20', '30', '40'], { ofPeople: true });
    const threshold = { coalitionId: built.coalition.id, threshold: 3, reason: 'Decided by the members' };
    await room.get(CoalitionsService).setSmallNumberThreshold(built.backbone, threshold);
    expect(await bandOf(measure)).toMatchObject({ lower: '10', median: '18', missing: null });
  });

  it('takes organizations that have merged for one, before the merger too', async () => {
    const measure = await tell(['33', '10', '20', '30', '40', '50', '60']);
    const merger = { predecessorId: organizationId('f'), successorId: organizationId('g'), date: '2024-02-01' };
    await room.get(MergersService).mergeOrganizations(built.backbone, { ...merger, reason: 'They joined' });
    expect(await bandOf(measure)).toMatchObject({ own: '33', peers: 5, lower: '20', upper: '60' });
    const own = { predecessorId: organizationId('b'), successorId: organizationId('a'), date: '2024-02-01' };
    await room.get(MergersService).mergeOrganizations(built.backbone, { ...own, reason: 'They joined' });
    expect(await bandOf(measure)).toMatchObject({ own: '43', peers: 4, missing: 'TOO_FEW_PEERS' });
  });

  it('runs over the months of a quarter within each partner', async () => {
    const measure = await tell(['33', '10', '20', '30', '40', '50']);
    await report(
      room,
      built,
      cellsOf(measure.code, [
        ['a', '2024-02', '2'],
        ['b', '2024-03', '10'],
      ]),
    );
    expect(await bandOf(measure, { frequency: 'QUARTER' })).toMatchObject({ own: '35', peers: 5, lower: '24' });
  });

  it('counts what figures count', async () => {
    const measure = await tell(['33', '10', '20', '30', '40']);
    await submit(room, built.partner('f'), built.coalition.id, cellsOf(measure.code, [['f', '2024-01', '50']]));
    expect(await bandOf(measure)).toMatchObject({ peers: 4, missing: 'TOO_FEW_PEERS' });
  });

  it('is for the organization itself and backbone staff', async () => {
    const measure = await tell(['33', '10', '20', '30', '40', '50']);
    expect(await bandOf(measure, { actor: built.backbone })).toMatchObject({ own: '33', lower: '20' });
    await expect(bandOf(measure, { actor: built.partner('b') })).rejects.toThrow(Forbidden);
    await expect(bandOf(measure, { actor: built.funder })).rejects.toThrow(Forbidden);
    await expect(bandOf(measure, { actor: built.stranger })).rejects.toThrow(NotFound);
  });
});
