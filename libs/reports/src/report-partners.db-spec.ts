import { AgreementsModule, AgreementsService } from '@keelson/agreements';
import { agree } from '@keelson/agreements/testing';
import { PartnerFiguresService } from '@keelson/aggregation';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { openReportsRoom } from '../testing/index.js';
import {
  ProofsService,
  PublicationsService,
  ReportCompiler,
  ReportReproducer,
  ReportsService,
  type Audience,
  type NewReport,
} from './index.js';

let room: TestRoom;
let reports: ReportsService;
beforeAll(async () => {
  room = await openReportsRoom(AgreementsModule);
  reports = room.get(ReportsService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd', 'e'];

async function build(input: Partial<NewMeasure>, numbers: Record<string, string>, organizations = codes) {
  const built = await buildCoalition(
    room,
    organizations.map((code) => ({ code, name: `Organization ${code}` })),
  );
  const measure = await buildMeasure(room, built, {
    ...{ code: 'm', direction: 'INCREASE', frequency: 'QUARTER', breakdowns: [], ...input },
  });
  await tell(built, measure, numbers);
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  const observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
  return { built: { ...built, funder, observer }, measure };
}

const tell = (built: BuiltCoalition, measure: Measure, numbers: Record<string, string>) =>
  report(
    room,
    built,
    cellsOf(
      measure.code,
      Object.entries(numbers).map(([code, number]): ShortCell => [code, '2024-Q1', number]),
    ),
  );

const share = (built: BuiltCoalition, measure: Measure, shared: string[], audiences: Audience[] = ['FUNDERS']) =>
  agree(room, built, [measure], {
    ...{ grain: 'PARTNER', audiences },
    organizationIds: built.organizations.flatMap(({ id, code }) => (shared.includes(code) ? [id] : [])),
  });

async function compile(built: BuiltCoalition, measures: Measure[], request: Partial<NewReport> = {}): Promise<string> {
  const { id, coalitionId } = await reports.requestReport(built.backbone, {
    ...{ coalitionId: built.coalition.id, title: 'Quarters', frequency: 'QUARTER' },
    ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q2', measureIds: measures.map((measure) => measure.id) },
    ...request,
  });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  return id;
}

const publish = (built: BuiltCoalition, id: string, to: Audience[]) =>
  room.get(PublicationsService).publishReport(built.backbone, id, to);

async function publishNew(built: BuiltCoalition, measures: Measure[], to: Audience[]): Promise<string> {
  const id = await compile(built, measures);
  await publish(built, id, to);
  return id;
}

const headerOf = async (actor: Actor, id: string) => (await reports.openReport(actor, id)).header;
const read = async (actor: Actor, id: string) =>
  Object.fromEntries(
    ((await headerOf(actor, id)).partners ?? []).map(({ organization, value, missing }) => {
      return [organization, value ?? missing];
    }),
  );

const amounts = { a: '10', b: '20', c: '30', d: '40' };

describe('the partners of a report', () => {
  it('are all there for backbone staff, and without an agreement for nobody else, not even themselves', async () => {
    const { built, measure } = await build({}, amounts);
    const sum = { code: 'sum', frequency: 'QUARTER', numberKind: 'CALCULATED', expression: 'm + 1' } as const;
    const calculated = await buildMeasure(room, built, sum);
    const id = await publishNew(built, [measure, calculated], ['FUNDERS', 'COALITION', 'PUBLIC']);
    const { partners } = await headerOf(built.backbone, id);
    // Of the last period with a figure, and of no calculated measure; e was asked and told nothing, which is no zero.
    expect(partners?.map(({ measure: code, period }) => `${code} ${period}`)).toEqual(Array(5).fill('m 2024-Q1'));
    expect(partners?.[0]).toEqual({
      ...{ measure: 'm', period: '2024-Q1', organization: 'a', name: 'Organization a' },
      ...{ value: '10', numerator: null, denominator: null, derived: false, missing: null },
    });
    expect(await read(built.backbone, id)).toEqual({ ...amounts, e: 'NO_DATA' });
    for (const actor of [built.funder, built.observer, built.partner('a')]) {
      expect(await headerOf(actor, id)).not.toHaveProperty('partners');
    }
    const [{ header } = { header: {} }] = await room.query<{ header: object }>(
      'SELECT header FROM report WHERE id = $1',
      [id],
    );
    expect(header).not.toHaveProperty('partners');
  });

  it('are listed where they agreed, unless the one that did not could be worked out from the total', async () => {
    const { built, measure } = await build({}, { a: '10', b: '20', c: '30' }, ['a', 'b', 'c']);
    await share(built, measure, ['a', 'b']);
    const id = await publishNew(built, [measure], ['FUNDERS', 'COALITION']);
    expect(await read(built.funder, id)).toEqual({ a: 'WITHHELD', b: '20' });
    expect(await headerOf(built.partner('c'), id)).not.toHaveProperty('partners');
    const [agreement] = (await headerOf(built.funder, id)).partnerAgreements!;
    expect(agreement).toMatchObject({ grain: 'PARTNER', measures: ['m'], audiences: ['FUNDERS'] });
    expect(await headerOf(built.observer, id)).not.toHaveProperty('partnerAgreements');
  });

  it('are as the live figures show them, before funders and before partners', async () => {
    const { built, measure } = await build({}, { ...amounts, e: '50' });
    await share(built, measure, ['a', 'b', 'c', 'd'], ['FUNDERS', 'COALITION']);
    const id = await publishNew(built, [measure], ['FUNDERS', 'COALITION']);
    expect(await read(built.funder, id)).toEqual({ a: 'WITHHELD', b: '20', c: '30', d: '40' });
    // Partners know their own, so three are left; e knows its own, and is not listed in what its audience sees.
    const coalition = { a: 'WITHHELD', b: 'WITHHELD', c: '30', d: '40' };
    expect(await read(built.partner('e'), id)).toEqual(coalition);
    expect(await read(built.partner('a'), id)).toEqual(coalition);
    const both = { ...built.funder, roles: [...built.funder.roles, ...built.observer.roles] };
    expect(await read(both, id)).toEqual(coalition);
    for (const actor of [built.funder, built.partner('e')]) {
      const live = await room.get(PartnerFiguresService).partnerFigures(actor, {
        ...{ coalitionId: built.coalition.id, measureId: measure.id, frequency: 'QUARTER' },
        ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q1' },
      });
      const codeOf = new Map(built.organizations.map(({ id: one, code }) => [one, code]));
      const shown = live.filter(({ organizationId }) => codeOf.get(organizationId) !== 'e');
      expect(await read(actor, id)).toEqual(
        Object.fromEntries(shown.map((one) => [codeOf.get(one.organizationId), one.value ?? one.missing])),
      );
    }
  });

  it('of people hide small ones and what gives them away, and what comes near to what was told', async () => {
    const { built, measure } = await build({ ofPeople: true }, { a: '3', b: '15', c: '60', d: '40', e: '50' });
    await share(built, measure, codes);
    const first = await publishNew(built, [measure], ['FUNDERS']);
    const seen = { a: 'SUPPRESSED', b: 'SUPPRESSED', c: '60', d: '40', e: '50' };
    expect(await read(built.funder, first)).toEqual(seen);
    const kept = await room.query('SELECT facts FROM disclosure WHERE report_id = $1 AND audience = $2', [
      first,
      'FUNDERS',
    ]);
    expect(JSON.stringify(kept)).toContain('organization=');
    await room.query('UPDATE measurement SET number = 64 WHERE number = 60 AND coalition_id = $1', [
      built.coalition.id,
    ]);
    const second = await publishNew(built, [measure], ['FUNDERS']);
    // Their total has moved by 4 as well.
    expect(new Set(Object.values(await read(built.funder, second)))).toEqual(new Set(['SUPPRESSED']));
    expect(await read(built.backbone, second)).toEqual({ a: '3', b: '15', c: '64', d: '40', e: '50' });
    expect(await read(built.funder, first)).toEqual(seen);
  });

  it('of people are all hidden where their total is', async () => {
    const { built, measure } = await build({ ofPeople: true }, { a: '30', b: '15', c: '60' }, ['a', 'b', 'c']);
    await share(built, measure, ['a', 'b', 'c']);
    const first = await publishNew(built, [measure], ['FUNDERS']);
    expect(await read(built.funder, first)).toEqual({ a: '30', b: '15', c: '60' });
    await room.query('UPDATE measurement SET number = 62 WHERE number = 60 AND coalition_id = $1', [
      built.coalition.id,
    ]);
    const second = await publishNew(built, [measure], ['FUNDERS']);
    expect((await headerOf(built.funder, second)).headlines![0]).toMatchObject({ value: null, status: 'SUPPRESSED' });
    expect(await read(built.funder, second)).toEqual({ a: 'SUPPRESSED', b: 'SUPPRESSED', c: 'SUPPRESSED' });
  });

  it('of a ratio have numerator and denominator, or nothing of it', async () => {
    const ratio = { numberKind: 'RATIO', factor: 100, ofPeople: true } as const;
    const numbers = { a: '40/80', b: '2/90', c: '30/60', d: '45/90', e: '20/50' };
    const { built, measure } = await build(ratio, numbers);
    await share(built, measure, codes);
    const { partners } = await headerOf(built.funder, await publishNew(built, [measure], ['FUNDERS']));
    expect(partners!.find(({ organization }) => organization === 'b')).toMatchObject({
      ...{ value: null, numerator: null, denominator: null, missing: 'SUPPRESSED' },
    });
    const shown = partners!.filter(({ missing }) => missing === null);
    expect(shown.length).toBeGreaterThan(0);
    for (const { organization, value, numerator, denominator } of shown) {
      expect(`${numerator}/${denominator}`).toBe(numbers[organization as 'a']);
      expect(value).not.toBeNull();
    }
  });

  it('for anybody are only those that funders and the coalition are shown', async () => {
    const wide = await build({}, { ...amounts, e: '50' });
    await share(wide.built, wide.measure, codes, ['COALITION']);
    await share(wide.built, wide.measure, ['c', 'd'], ['PUBLIC']);
    const open = await publishNew(wide.built, [wide.measure], ['PUBLIC', 'COALITION']);
    expect(await read(wide.built.funder, open)).toEqual({ c: '30', d: '40' });
    expect(await read(wide.built.observer, open)).toEqual({ ...amounts, e: '50' });
    const { built, measure } = await build({}, amounts);
    await share(built, measure, ['c'], ['COALITION']);
    await share(built, measure, ['a', 'b'], ['PUBLIC']);
    const id = await publishNew(built, [measure], ['PUBLIC']);
    // On its own b could be shown; beside c, which the coalition may be shown, it leaves a and d alone.
    for (const actor of [built.funder, built.observer]) {
      expect(await read(actor, id)).toEqual({ a: 'WITHHELD', b: 'WITHHELD' });
    }
    await publish(built, id, ['COALITION']);
    expect(await read(built.observer, id)).toEqual({ a: 'WITHHELD', b: 'WITHHELD', c: '30' });
  });

  it('stay as they were published: a revocation changes the next report', async () => {
    const { built, measure } = await build({}, amounts);
    const { id: agreementId } = await share(built, measure, ['a', 'b']);
    const first = await publishNew(built, [measure], ['FUNDERS']);
    const waiting = await compile(built, [measure]);
    await room.get(AgreementsService).revokeAgreement(built.backbone, agreementId, null, 'It is over');
    const next = await publishNew(built, [measure], ['FUNDERS']);
    expect(await read(built.funder, next)).toEqual({});
    await publish(built, waiting, ['FUNDERS']);
    expect(await read(built.funder, waiting)).toEqual({});
    expect(await read(built.funder, first)).toEqual({ a: '10', b: '20' });
    await room.get(PublicationsService).withdrawReport(built.backbone, first, 'A number is missing');
    await publish(built, first, ['FUNDERS']);
    expect(await read(built.funder, first)).toEqual({ a: '10', b: '20' });
  });

  it('rely on no agreement signed since the report was compiled', async () => {
    const { built, measure } = await build({}, amounts);
    const id = await compile(built, [measure]);
    await share(built, measure, ['a', 'b']);
    await publish(built, id, ['FUNDERS']);
    expect(await read(built.funder, id)).toEqual({});
  });

  it('are nobody’s to see in a report for which nothing was decided', async () => {
    const { built, measure } = await build({}, amounts);
    await share(built, measure, ['a', 'b']);
    const id = await compile(built, [measure]);
    await room.query(
      `INSERT INTO report_publication (id, coalition_id, report_id, audience, published_by) VALUES (uuidv7(), $1, $2, 'FUNDERS', $3)`,
      [built.coalition.id, id, built.backbone.personId],
    );
    expect(await headerOf(built.funder, id)).not.toHaveProperty('partners');
  });

  it('count in every reader’s hash, and in a report compiled again', async () => {
    const { built, measure } = await build({}, amounts);
    await share(built, measure, ['a', 'b']);
    const id = await publishNew(built, [measure], ['FUNDERS', 'COALITION']);
    const proofs = room.get(ProofsService);
    const hashes = new Set<string>();
    for (const actor of [built.backbone, built.funder, built.observer]) {
      const { sha256 } = await reports.openReport(actor, id);
      expect(await proofs.verifyReport(actor, id, sha256!)).toMatchObject({ isGenuine: true, isIntact: true });
      hashes.add(sha256!);
    }
    expect(hashes.size).toBe(3);
    await tell(built, measure, { e: '70' });
    const reproduced = await room.getOfWorker(ReportReproducer).reproduceReport(built.backbone, id);
    expect(reproduced).toMatchObject({ isIdentical: true, changed: [] });
    await room.query('ALTER TABLE report_partner DISABLE TRIGGER report_partner_is_append_only');
    await room.query(
      `UPDATE report_partner SET organizations = replace(organizations::text, '"20"', '"21"')::json WHERE report_id = $1`,
      [id],
    );
    await room.query('ALTER TABLE report_partner ENABLE TRIGGER report_partner_is_append_only');
    const { sha256 } = (await proofs.hashesOf(built.funder, [id]))[0]!;
    expect(await proofs.verifyReport(built.funder, id, sha256)).toMatchObject({ isGenuine: true, isIntact: false });
  });

  it('that an older version compiled has none, and is the same compiled again', async () => {
    const { built, measure } = await build({}, amounts);
    const id = await compile(built, [measure]);
    await room.query('ALTER TABLE report_partner DISABLE TRIGGER report_partner_is_append_only');
    await room.query('DELETE FROM report_partner WHERE report_id = $1', [id]);
    await room.query('ALTER TABLE report_partner ENABLE TRIGGER report_partner_is_append_only');
    const { sha256 } = await room.getOfWorker(ReportReproducer).reproduceReport(built.backbone, id);
    await room.query('ALTER TABLE report_hash DISABLE TRIGGER report_hash_is_append_only');
    await room.query('UPDATE report_hash SET sha256 = $2 WHERE report_id = $1', [id, sha256]);
    await room.query('ALTER TABLE report_hash ENABLE TRIGGER report_hash_is_append_only');
    const proofs = room.get(ProofsService);
    const intact = { isGenuine: true, isIntact: true };
    expect(await proofs.verifyReport(built.backbone, id, sha256)).toMatchObject(intact);
    await publish(built, id, ['FUNDERS']);
    const [own] = await proofs.hashesOf(built.funder, [id]);
    expect(await proofs.verifyReport(built.funder, id, own!.sha256)).toMatchObject(intact);
    expect(await headerOf(built.backbone, id)).not.toHaveProperty('partners');
  });
});
