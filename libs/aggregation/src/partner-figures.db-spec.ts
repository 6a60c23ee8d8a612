import { AgreementsModule, AgreementsService } from '@keelson/agreements';
import { agree } from '@keelson/agreements/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import { InvalidInput, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { AggregationModule, PartnerFiguresService } from './index.js';

let room: TestRoom;
let service: PartnerFiguresService;
beforeAll(async () => {
  room = await openRoom(AggregationModule, AgreementsModule);
  service = room.get(PartnerFiguresService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd', 'e'];

async function build(input: Partial<NewMeasure>, numbers: Record<string, string>) {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: code })),
  );
  const measure = await buildMeasure(room, built, { direction: 'INCREASE', breakdowns: [], ...input });
  const cells = Object.entries(numbers).map(([code, number]): ShortCell => [code, '2024-06', number]);
  await report(room, built, cellsOf(measure.code, cells));
  return { built, measure };
}

/** The own figures of these organizations for an audience. */
const share = (
  built: BuiltCoalition,
  measure: Measure,
  shared: string[],
  audience: 'FUNDERS' | 'COALITION' = 'FUNDERS',
) =>
  agree(room, built, [measure], {
    ...{ grain: 'PARTNER', audiences: [audience] },
    organizationIds: built.organizations.flatMap(({ id, code }) => (shared.includes(code) ? [id] : [])),
  });

async function see(built: BuiltCoalition, { id: measureId }: Measure, actor: Actor, span: object = {}) {
  const figures = await service.partnerFigures(actor, {
    ...{ coalitionId: built.coalition.id, measureId, frequency: 'MONTH' },
    ...{ firstPeriod: '2024-06', lastPeriod: '2024-06', ...span },
  });
  const codeOf = new Map(built.organizations.map(({ id, code }) => [id, code]));
  return Object.fromEntries(
    figures.map(({ organizationId, value, missing }) => [codeOf.get(organizationId), value ?? missing]),
  );
}

const amounts = { a: '10', b: '20', c: '30', d: '40' };
const withheld = { a: 'WITHHELD', b: 'WITHHELD', c: 'WITHHELD', d: 'WITHHELD', e: 'WITHHELD' };

describe("partners' own figures", () => {
  it('are for themselves and backbone staff; whether others reported is not told either', async () => {
    const { built, measure } = await build({}, amounts);
    expect(await see(built, measure, built.backbone)).toEqual({ ...amounts, e: 'NO_DATA' });
    expect(await see(built, measure, built.partner('b'))).toEqual({ ...withheld, b: '20' });
    expect(await see(built, measure, built.funder)).toEqual(withheld);
    await agree(room, built, [measure], { grain: 'COALITION' });
    expect(await see(built, measure, built.funder)).toEqual(withheld);
  });

  it('are seen by funders while an agreement down to partners is in force, of its parties and of nobody else', async () => {
    const { built, measure } = await build({}, amounts);
    const { id } = await share(built, measure, ['a', 'b']);
    expect(await see(built, measure, built.funder)).toEqual({ ...withheld, a: '10', b: '20' });
    expect(await see(built, measure, built.partner('c'))).toEqual({ ...withheld, c: '30' });
    const year = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' };
    expect(await see(built, measure, built.funder, year)).toEqual({ ...withheld, a: '10', b: '20' });
    await room.get(AgreementsService).revokeAgreement(built.backbone, id, null, 'It is over');
    expect(await see(built, measure, built.funder)).toEqual(withheld);
  });

  it('do not leave the one that did not agree to be worked out from the total', async () => {
    const { built, measure } = await build({}, amounts);
    await share(built, measure, ['a', 'b', 'c']);
    expect(await see(built, measure, built.funder)).toEqual({ ...withheld, b: '20', c: '30' });
  });

  it('before partners, who know their own, leave three of them', async () => {
    const { built, measure } = await build({}, { ...amounts, e: '50' });
    await share(built, measure, ['a', 'b', 'c', 'd'], 'COALITION');
    expect(await see(built, measure, built.partner('e'))).toEqual({ ...withheld, c: '30', d: '40', e: '50' });
  });

  it('of people hide small ones and what gives them away, and stay hidden for as long as they are near', async () => {
    const { built, measure } = await build({ ofPeople: true }, { a: '3', b: '15', c: '60', d: '40', e: '50' });
    await share(built, measure, codes);
    const first = { a: 'SUPPRESSED', b: 'SUPPRESSED', c: '60', d: '40', e: '50' };
    expect(await see(built, measure, built.funder)).toEqual(first);
    expect(await see(built, measure, built.funder)).toEqual(first);
    await room.query('UPDATE measurement SET number = 12 WHERE number = 3 AND coalition_id = $1', [built.coalition.id]);
    expect(await see(built, measure, built.funder)).toMatchObject({ a: 'SUPPRESSED' });
    await room.query('UPDATE measurement SET number = 64 WHERE number = 60 AND coalition_id = $1', [
      built.coalition.id,
    ]);
    expect(await see(built, measure, built.funder)).toMatchObject({ c: 'SUPPRESSED', e: '50' });
  });

  it('are asked for of a measure that is reported, in a coalition of one’s own', async () => {
    const { built, measure } = await build({ code: 'one' }, amounts);
    const both = await buildMeasure(room, built, { code: 'both', numberKind: 'CALCULATED', expression: 'one + 1' });
    await expect(see(built, both, built.funder)).rejects.toThrow(InvalidInput);
    await expect(see(built, measure, built.stranger)).rejects.toThrow(NotFound);
    await expect(
      see(built, measure, built.funder, { frequency: 'WEEK', firstPeriod: '2024-W05', lastPeriod: '2024-W05' }),
    ).rejects.toThrow(InvalidInput);
  });
});
