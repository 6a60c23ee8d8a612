import { SearchModule, SearchService, type HitKind } from './index.js';
import { AdoptionService, AgendaModule, DraftingService, GlossaryService } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { buildSteering } from '@keelson/backbone/testing';
import { BriefingsModule, BriefsService, InsightsService, ResourceLinksService } from '@keelson/briefings';
import { buildBrief, buildQuestion } from '@keelson/briefings/testing';
import { CoalitionsModule } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CommunicationsModule, CommunicationsService, DecisionsService } from '@keelson/communications';
import { buildConversation, idOf } from '@keelson/communications/testing';
import { newId, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
let readersOfNotes: Actor[];
let others: Actor[];
beforeAll(async () => {
  room = await openRoom(
    ...[CoalitionsModule, BackboneModule, AgendaModule, CommunicationsModule, BriefingsModule, SearchModule],
  );
});
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildCoalition(room, [
    { code: 'a', name: 'Riverside Health Trust' },
    { code: 'b', name: 'Clínica São José' },
    { code: 'c', name: 'Поліклініка №2' },
  ]);
  readersOfNotes = [ours.backbone, ours.partner('c')];
  const observer = { ...ours.funder, roles: [{ ...ours.funder.roles[0]!, role: 'OBSERVER' as const }] };
  others = [ours.funder, observer];
});

const page = (text: string, actor: Actor = ours.backbone, kinds?: HitKind[], how = {}) =>
  room.get(SearchService).search(actor, ours.coalition.id, { text, kinds }, how);
const search = async (...asked: Parameters<typeof page>) => (await page(...asked)).nodes;
const found = async (...asked: Parameters<typeof page>) => (await search(...asked)).map(({ title }) => title);
const kindsOf = async (...asked: Parameters<typeof page>) => (await search(...asked)).map(({ kind }) => kind).sort();
const decide = (conversationId: string, text: string, why: string) =>
  room.get(DecisionsService).recordDecision(ours.backbone, { conversationId, text, why });
const speak = (language: string) =>
  room.query('UPDATE coalition SET language = $2 WHERE id = $1', [ours.coalition.id, language]);

describe('search', () => {
  it('finds conversations and decisions, ranked, with the words marked', async () => {
    const { id: conversationId } = await buildConversation(room, ours, {
      title: 'School helmets <b>begin</b>',
      notes: 'The «old» helmet broke.',
      agendaItems: [{ topic: 'Helmet shops', purpose: 'TALK' }],
    });
    await decide(conversationId, 'Free helmets', 'Nobody buys one');
    const hits = await search('helmet');
    expect(hits.map(({ kind, headline }) => [kind, headline]).sort()).toEqual([
      ['CONVERSATION', 'School «helmets»  begin  · «Helmet» shops · The ‹old› «helmet» broke'],
      ['DECISION', 'Free «helmets» · Nobody buys one'],
    ]);
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map(({ rank }) => rank).sort((a, b) => b - a));
    expect(hits.find(({ kind }) => kind === 'CONVERSATION')?.at).toEqual(new Date('2026-03-02T10:00:00Z'));
  });

  it('finds every kind of thing that a coalition writes, and only the kinds that are asked for', async () => {
    const { id: coalitionId } = ours.coalition;
    const { id: conversationId } = await buildConversation(room, ours, { title: 'Otter' });
    await decide(conversationId, 'Otter', 'W');
    const { decide: decideInBody } = await buildSteering(room, ours);
    await decideInBody({ kind: 'OTHER', text: 'Otter' });
    await buildBrief(room, ours, { claim: 'Otter' });
    await buildQuestion(room, ours, { text: 'Otter?' });
    await room.get(InsightsService).shareInsight(ours.backbone, { coalitionId, text: 'Otter', practice: 'P' });
    const link = { coalitionId, title: 'Otter', url: 'https://example.org/' };
    await room.get(ResourceLinksService).addResourceLink(ours.backbone, link);
    await room.get(GlossaryService).defineTerm(ours.partner('a'), {
      ...{ coalitionId, word: 'Animal', text: 'Like an otter', looksLike: ['It swims'] },
    });
    await room.get(DraftingService).draftAgenda(ours.backbone, coalitionId, {
      vision: 'Otter',
      goals: [{ code: 'g', statement: 'Otter' }],
      strategies: [{ code: 's', title: 'Otter', goalCode: 'g' }],
    });
    const a = idOf(ours, 'a');
    await room.query(`UPDATE organization SET name = 'Otter' WHERE id = $1`, [a]);
    await room.query(`UPDATE stakeholder_group SET name = 'Otter' WHERE coalition_id = $1`, [coalitionId]);
    await room.query(
      `INSERT INTO activity (id, coalition_id, title, kind, lead_organization_id, status, status_since)
       VALUES ($1, $2, 'Otter', 'PROGRAM', $3, 'PLANNED', now())`,
      [newId(), coalitionId, a],
    );
    await room.query(
      `INSERT INTO commitment (id, coalition_id, kind, title, holder_organization_ids, is_joint, due_on, first_due_on, state)
       VALUES ($1, $2, 'TASK', 'Otter', $3, false, '2999-01-01', '2999-01-01', 'OFFERED')`,
      [newId(), coalitionId, [a]],
    );
    const all = [
      ...(['ACTIVITY', 'AGENDA', 'BODY_DECISION', 'BRIEF', 'COMMITMENT', 'CONVERSATION', 'DECISION', 'GOAL'] as const),
      ...(['INSIGHT', 'ORGANIZATION', 'QUESTION', 'RESOURCE_LINK', 'STAKEHOLDER_GROUP', 'STRATEGY', 'TERM'] as const),
    ];
    expect(await kindsOf('otters')).toEqual(all);
    expect(await kindsOf('swimming')).toEqual(['TERM']);
    expect(await kindsOf('otter', ours.backbone, ['BRIEF', 'GOAL'])).toEqual(['BRIEF', 'GOAL']);
    expect(await kindsOf('otter', ours.backbone, [])).toEqual([]);
    const drafts = ['AGENDA', 'GOAL', 'STRATEGY'];
    const byPartner = all.filter((kind) => !drafts.includes(kind));
    expect(await kindsOf('otter', ours.partner('c'))).toEqual(byPartner);
    expect(await kindsOf('otter', ours.funder)).toEqual(byPartner.filter((kind) => kind !== 'QUESTION'));
    const counted = await page('otter', ours.funder);
    expect(await counted.totalCount()).toBe(byPartner.length - 1);
  });

  it('reads what people type', async () => {
    const title = 'Bus meeting with WHO about Schülertransport, not about lunch';
    const { id } = await buildConversation(room, ours, { title });
    await room.get(CommunicationsService).addAgendaItems(ours.backbone, id, [{ topic: 'Helmets', purpose: 'INFORM' }]);
    for (const text of [
      'meetings',
      'who',
      'schülertransport',
      'helmet schülertransport',
      '"about lunch"',
      'x or lunch',
    ]) {
      expect([text, await found(text)]).toEqual([text, [title]]);
    }
    for (const text of ['meetings -helmets', 'lunch breakfast', '"lunch bus"', '!!!', '\\', `' | ) (`, '-', '"', '%']) {
      expect([text, await found(text)]).toEqual([text, []]);
    }
    await room.get(CommunicationsService).updateConversation(ours.backbone, id, { title: 'Renamed' });
    expect(await found('schülertransport')).toEqual([]);
    expect(await found('helmet')).toEqual(['Renamed']);
  });

  it('finds names by what is like them, behind whatever holds the words', async () => {
    const hits = async (text: string) => (await search(text)).map(({ headline }) => headline);
    expect(await hits('Rivreside')).toEqual(['«Riverside» Health Trust']);
    expect(await hits('clinica sao jose')).toEqual(['«Clínica» «São» «José»']);
    expect(await hits('Поліклінка')).toEqual(['«Поліклініка» №2']);
    expect(await hits('dentist')).toEqual([]);
    const title = 'A walk along the river side with Rivreside';
    await buildConversation(room, ours, { title });
    expect(await found('Rivreside')).toEqual([title, 'Riverside Health Trust']);
    for (const text of ['"Rivreside"', 'Rivreside -walk']) {
      expect(await found(text)).not.toContain('Riverside Health Trust');
    }
  });

  it('goes from page to page, forward and back', async () => {
    for (const n of [1, 2, 3, 4, 5]) await buildConversation(room, ours, { title: `Paint ${'word '.repeat(n % 3)}` });
    const all = (await search('paint')).map(({ id }) => id);
    expect(all).toHaveLength(5);
    const first = await page('paint', ours.backbone, undefined, { first: 2 });
    const after = first.pageInfo.endCursor;
    const second = await page('paint', ours.backbone, undefined, { first: 2, after });
    const third = await page('paint', ours.backbone, undefined, { first: 2, after: second.pageInfo.endCursor });
    expect([first, second, third].flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(all);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    const before = third.pageInfo.startCursor;
    const back = await page('paint', ours.backbone, undefined, { last: 2, before });
    expect(back.nodes.map(({ id }) => id)).toEqual(second.nodes.map(({ id }) => id));
    const last = await page('paint', ours.backbone, undefined, { last: 1 });
    expect(last.nodes.map(({ id }) => id)).toEqual(all.slice(-1));
    await expect(page('paint', ours.backbone, undefined, { after: 'nonsense' })).rejects.toMatchObject({
      malformed: true,
    });
  });
});

describe('what the reader may not see', () => {
  it('of notes is told neither by a hit, nor by a headline, nor by a missing hit', async () => {
    await buildConversation(room, ours, { title: 'Bus lanes', notes: 'A lawsuit looms' });
    for (const actor of readersOfNotes) {
      expect(await found('lawsuit', actor)).toEqual(['Bus lanes']);
      expect(await found('bus -lawsuit', actor)).toEqual([]);
      expect((await search('bus', actor))[0]?.headline).toContain('lawsuit');
    }
    for (const actor of others) {
      expect(await found('lawsuit', actor)).toEqual([]);
      expect(await found('bus lawsuit', actor)).toEqual([]);
      expect(await found('bus -lawsuit', actor)).toEqual(['Bus lanes']);
      expect(JSON.stringify(await search('bus or lawsuit', actor))).not.toContain('looms');
    }
    const [hit] = await search('bus', ours.funder);
    const ranked = await buildCoalition(room);
    await buildConversation(room, ranked, { title: 'Bus lanes' });
    const theirs = room.get(SearchService).search(ranked.funder, ranked.coalition.id, { text: 'bus' }, {});
    expect((await theirs).nodes[0]?.rank).toBe(hit?.rank);
  });

  it('is found by readers of notes in what stands beside them', async () => {
    const { id } = await buildConversation(room, ours, { title: 'Money', kind: 'SUSTAINING' });
    await room.query(
      `INSERT INTO sustaining_note (id, coalition_id, conversation_id, keeps_us_going, risks, capacity, next_step)
       VALUES ($1, $2, $3, 'Hope', 'Burnout', 'Two people', 'Ask')`,
      [newId(), ours.coalition.id, id],
    );
    await room.query(
      `INSERT INTO differing_note (id, coalition_id, conversation_id, organization_id, person_id, text)
       VALUES ($1, $2, $3, $4, $1, 'I heard despair')`,
      [newId(), ours.coalition.id, id, idOf(ours, 'a')],
    );
    for (const text of ['burnout', 'despair']) {
      expect(await found(text, ours.partner('b'))).toEqual(['Money']);
      expect(await found(text, ours.funder)).toEqual([]);
    }
  });

  it('of an agenda is shown once it is no draft, with its goals and strategies', async () => {
    const drafting = room.get(DraftingService);
    const { id } = await drafting.draftAgenda(ours.backbone, ours.coalition.id, {
      vision: 'No deaths',
      goals: [{ code: 'g', statement: 'Fewer deaths' }],
      strategies: [{ code: 's', title: 'Map deaths', goalCode: 'g' }],
    });
    expect(await found('deaths', ours.partner('a'))).toEqual([]);
    expect(await found('deaths')).toHaveLength(3);
    await drafting.editAgenda(ours.backbone, id, {
      goals: [{ code: 'g', statement: 'Zero fatalities' }],
      strategies: [],
    });
    expect(await found('deaths')).toEqual(['No deaths']);
    await room.get(AdoptionService).consultOnAgenda(ours.backbone, id);
    for (const actor of [ours.partner('a'), ...others]) {
      expect((await found('deaths or fatality', actor)).sort()).toEqual(['No deaths', 'Zero fatalities']);
    }
  });

  it('is what was withdrawn', async () => {
    const { id } = await buildBrief(room, ours, { claim: 'Trams are dear' });
    expect(await found('tram')).toEqual(['Trams are dear']);
    await room.get(BriefsService).withdrawBrief(ours.backbone, id, 'No source');
    expect(await found('tram')).toEqual([]);
  });

  it('is every other coalition', async () => {
    const theirs = await buildCoalition(room, [{ code: 'a', name: 'Marker' }]);
    const { id: conversationId } = await buildConversation(room, theirs, { title: 'Their marker', notes: 'marker' });
    const decision = { conversationId, text: 'marker', why: 'marker' };
    await room.get(DecisionsService).recordDecision(theirs.backbone, decision);
    expect(await found('marker')).toEqual([]);
    for (const actor of [theirs.backbone, ours.stranger])
      await expect(search('marker', actor)).rejects.toThrow(NotFound);
  });
});

describe('the language of a coalition', () => {
  it('stems its words, anew when it changes', async () => {
    await buildConversation(room, ours, { title: 'Las niñas cruzaban los caminos', notes: 'Pintaremos' });
    expect(await found('cruzar camino')).toEqual([]);
    await speak('es-MX');
    expect(await found('cruzar camino niña')).toHaveLength(1);
    expect(await found('pintar', ours.partner('a'))).toHaveLength(1);
    expect(await found('pintar', ours.funder)).toEqual([]);
    await speak('sw');
    expect(await found('cruzar camino')).toEqual([]);
    expect(await found('cruzaban los caminos')).toHaveLength(1);
    await speak('en');
    expect(await found('camino')).toHaveLength(1);
  });

  it('is stemmed by every configuration that is named', async () => {
    const configurations = await room.query<{ name: string }>(
      `SELECT cfgname AS name FROM pg_ts_config WHERE cfgname <> 'simple' ORDER BY 1`,
    );
    const codes = [
      'ar',
      'hy',
      'eu',
      'ca',
      'da',
      'nl',
      'en',
      'et',
      'fi',
      'fr',
      'de',
      'el',
      'hi',
      'hu',
      'id',
      'ga',
      'it',
    ];
    codes.push('lt', 'ne', 'no', 'pt', 'ro', 'ru', 'sr', 'es', 'sv', 'ta', 'tr', 'yi');
    const chosen = await room.query<{ name: string }>(
      `SELECT stemmer_of(code)::text AS name FROM unnest($1::text[]) AS code ORDER BY 1`,
      [codes],
    );
    expect(chosen).toEqual(configurations);
  });
});

it('says what is wrong with a question', async () => {
  await expect(search(' ')).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', field: ['text'] }] });
  await expect(search('x'.repeat(201))).rejects.toMatchObject({ problems: [{ code: 'TOO_LONG' }] });
  await expect(search('x', ours.backbone, undefined, { first: 101 })).rejects.toMatchObject({
    problems: [{ code: 'OUT_OF_RANGE', field: ['first'] }],
  });
});
