import { prepareCoalition } from '../testing/index.js';
import {
  AgendaFiguresService,
  AgendaModule,
  GlossaryService,
  TermPositionsService,
  type TermPositionKind,
} from './index.js';
import { buildGroup } from '@keelson/backbone/testing';
import { RepresentativesService } from '@keelson/backbone';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(AgendaModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const glossary = () => room.get(GlossaryService);
const positions = () => room.get(TermPositionsService);
const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
const whole = { text: 'We mean it.', looksLike: ['So'], doesNotLookLike: ['Not so'] };
const define = (word: string, content: object = whole, actor = ours.backbone) =>
  glossary().defineTerm(actor, { coalitionId: ours.coalition.id, word, text: 'T', ...content });
const take = (termId: string, code: string, position: TermPositionKind = 'AGREE', number = 1) =>
  positions().takePosition(ours.partner(code), { termId, number, organizationId: idOf(code), position });
const lacksOf = async (termId: string) => (await positions().loadAgreements(ours.funder, [termId]))[0]?.lacks;

describe('a term', () => {
  it('is one, whatever its case and accents, also when two add it at once', async () => {
    await define('Dignité');
    await expect(define('DIGNITE')).rejects.toMatchObject({ problems: [{ code: 'DUPLICATE', field: ['word'] }] });
    const both = await Promise.allSettled([define('Care'), define('câre')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is agreed with examples each way, half of the members, each most-impacted group and no talk open', async () => {
    const { id } = await define('Care', { looksLike: [], doesNotLookLike: [] });
    expect(await lacksOf(id)).toEqual(['NO_EXAMPLE', 'NO_COUNTEREXAMPLE', 'TOO_FEW_POSITIONS']);
    await glossary().redefineTerm(ours.partner('a'), id, whole);
    await expect(take(id, 'a')).rejects.toMatchObject({ rule: 'term.redefined', field: ['number'] });
    await take(id, 'a', 'AGREE', 2);
    expect(await lacksOf(id)).toEqual(['TOO_FEW_POSITIONS']);
    await take(id, 'b', 'NEEDS_TALK', 2);
    expect(await lacksOf(id)).toEqual(['NEEDS_TALK']);
    await take(id, 'b', 'CAN_LIVE_WITH', 2);
    expect(await lacksOf(id)).toEqual([]);
    const { id: groupId } = await buildGroup(room, ours, 'Tenants');
    expect(await lacksOf(id)).toEqual(['GROUP_WITHOUT_POSITION']);
    await room.get(RepresentativesService).nameRepresentative(ours.backbone, {
      ...{ groupId, organizationId: idOf('b'), basis: 'Elected' },
    });
    expect(await lacksOf(id)).toEqual([]);
    await glossary().redefineTerm(ours.backbone, id, whole);
    expect(await lacksOf(id)).toEqual(['TOO_FEW_POSITIONS', 'GROUP_WITHOUT_POSITION']);
  });

  it('keeps since when an organization stands so, until it stands otherwise', async () => {
    const { id } = await define('Care');
    await take(id, 'a', 'NEEDS_TALK');
    const [definition] = await positions().loadDefinitionsOf(ours.funder, [id]);
    const since = async () => (await positions().loadPositionsOf(ours.funder, [definition!.id]))[0]?.since;
    const first = await since();
    await take(id, 'a', 'NEEDS_TALK');
    expect(await since()).toEqual(first);
    await take(id, 'a', 'AGREE');
    expect(await since()).not.toEqual(first);
  });

  it('names every fault of a definition with its path', async () => {
    const translations = [
      { language: 'es', text: ' ' },
      { language: 'es', text: 'Otra' },
      { language: 'no such', text: 'x' },
    ];
    const defining = define('Care', { text: ' ', looksLike: ['x', ''], translations });
    await expect(defining).rejects.toMatchObject({
      problems: [
        { field: ['text'] },
        { field: ['looksLike', '1'] },
        { field: ['translations', '0', 'text'] },
        { code: 'DUPLICATE', field: ['translations', '1', 'language'] },
        { code: 'INVALID', field: ['translations', '2', 'language'] },
      ],
    });
    expect((await positions().listTerms(ours.funder, ours.coalition.id, {}, {})).nodes).toEqual([]);
  });

  it('is defined by those who act, and spoken to for organizations one leads', async () => {
    await expect(define('Care', whole, ours.funder)).rejects.toThrow(Forbidden);
    await expect(define('Care', whole, ours.stranger)).rejects.toThrow(NotFound);
    const { id } = await define('Care');
    const forA = { termId: id, number: 1, organizationId: idOf('a'), position: 'AGREE' } as const;
    for (const actor of [ours.partner('b'), ours.backbone]) {
      await expect(positions().takePosition(actor, forA)).rejects.toThrow(Forbidden);
    }
    await expect(positions().takePosition(ours.stranger, forA)).rejects.toThrow(NotFound);
    await expect(
      glossary().requireTerm(ours.partner('a'), { termId: id, required: true, reason: 'x' }),
    ).rejects.toThrow(Forbidden);
  });
});

describe('common language', () => {
  const figure = async () =>
    (await room.get(AgendaFiguresService).agendaFigures(ours.funder, ours.coalition.id)).commonLanguage;

  it('asks for respect, trust and dignity until the coalition says otherwise', async () => {
    expect(await figure()).toMatchObject({ numerator: 0, denominator: 3, value: '0.0000' });
    await prepareCoalition(room, ours);
    expect(await figure()).toMatchObject({ numerator: 3, denominator: 3, value: '1.0000' });
    const { id } = await define('Care');
    const require = (termId: string, required: boolean) =>
      glossary().requireTerm(ours.backbone, { termId, required, reason: 'Agreed in May.' });
    await require(id, true);
    expect(await figure()).toMatchObject({ numerator: 3, denominator: 4, value: '0.7500' });
    const { nodes } = await positions().listTerms(ours.funder, ours.coalition.id, { required: true }, {});
    expect(nodes.map(({ word }) => word)).toEqual(['Care', 'dignity', 'respect', 'trust']);
    for (const term of nodes) await require(term.id, false);
    expect(await figure()).toMatchObject({ denominator: 0, value: null });
  });
});
