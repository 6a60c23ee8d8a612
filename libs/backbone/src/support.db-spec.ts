import { buildGroup, buildSteering } from '../testing/index.js';
import {
  AssetsService,
  BackboneModule,
  ChartersService,
  isAgreed,
  PhasesService,
  RepresentativesService,
  SupportRequestsService,
  usualPhases,
} from './index.js';
import { MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(BackboneModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const refused = (field: string, code = 'NOT_ALLOWED') => ({ problems: [{ code, field: field.split('.') }] });
const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;

describe('a role charter', () => {
  const charters = () => room.get(ChartersService);
  const content = () => ({
    ...{ purpose: 'To hold the work together.', responsibilities: ['The calendar'], decisionRights: ['The place'] },
    ...{ supportReceived: ['A room'], leadOrganizationId: idOf('a'), deputyOrganizationId: idOf('b') },
  });
  const draft = (changes: object = {}, role = 'Chair') =>
    charters().draftCharter(ours.backbone, ours.coalition.id, role, { ...content(), ...changes });
  const accept = (id: string, code: string, number = 1) =>
    charters().acceptCharter(ours.partner(code), { id, number, organizationId: idOf(code) });
  const agreed = async (id: string) => {
    const [latest] = await charters().loadVersionsOf(ours.funder, [id]);
    return isAgreed(latest!, await charters().loadAcceptancesOf(ours.funder, [latest!.id]));
  };

  it('is agreed once its lead and its deputy accepted the latest version', async () => {
    const { id } = await draft();
    await accept(id, 'a');
    expect(await agreed(id)).toBe(false);
    await accept(id, 'b');
    expect(await agreed(id)).toBe(true);
    await charters().reviseCharter(ours.backbone, id, content());
    expect(await agreed(id)).toBe(false);
    await expect(accept(id, 'a')).rejects.toMatchObject({ rule: 'charter.revised', field: ['number'] });
    await expect(accept(id, 'c', 2)).rejects.toMatchObject(refused('organizationId'));
    const forA = { id, number: 2, organizationId: idOf('a') };
    await expect(charters().acceptCharter(ours.partner('b'), forA)).rejects.toThrow(Forbidden);
    await expect(charters().acceptCharter(ours.backbone, forA)).rejects.toMatchObject(refused('organizationId'));
    await expect(charters().acceptCharter(ours.stranger, forA)).rejects.toThrow(NotFound);
  });

  it('is accepted by backbone staff where a backbone member leads', async () => {
    const member = { code: 'bb', name: 'BB', role: 'BACKBONE' as const };
    const [bb] = await room.get(MembersService).addOrganizations(ours.backbone, ours.coalition.id, [member]);
    const { id } = await draft({ leadOrganizationId: bb!.id, deputyOrganizationId: null });
    await charters().acceptCharter(ours.backbone, { id, number: 1, organizationId: bb!.id });
    expect(await agreed(id)).toBe(true);
  });

  it('names all that it lacks, and is one per role', async () => {
    const bare = { purpose: ' ', responsibilities: [], decisionRights: [' '], deputyOrganizationId: idOf('a') };
    await expect(draft(bare)).rejects.toMatchObject({
      problems: [
        { field: ['purpose'] },
        { field: ['responsibilities'] },
        { field: ['decisionRights'] },
        { code: 'DUPLICATE', field: ['deputyOrganizationId'] },
      ],
    });
    await draft();
    await expect(draft()).rejects.toMatchObject(refused('role', 'TAKEN'));
  });
});

describe('an asset', () => {
  const assets = () => room.get(AssetsService);
  const offer = (given: object, actor = ours.partner('a')) =>
    assets().offerAsset(actor, { coalitionId: ours.coalition.id, kind: 'Space', description: 'A hall', ...given });

  it('is offered by a person, an organization or a group, and by nobody for others but the backbone', async () => {
    const group = await buildGroup(room, ours, 'Tenants');
    const me = ours.partner('a');
    expect(await offer({}, me)).toMatchObject({ personId: me.personId, organizationId: null, kind: 'space' });
    expect(await offer({ organizationId: idOf('a') })).toMatchObject({ personId: null, organizationId: idOf('a') });
    await expect(offer({ organizationId: idOf('b') })).rejects.toThrow(Forbidden);
    await expect(offer({ groupId: group.id })).rejects.toThrow(Forbidden);
    await expect(offer({ groupId: group.id, organizationId: idOf('a') })).rejects.toMatchObject(
      refused('groupId', 'INVALID'),
    );
    await expect(offer({}, ours.funder)).rejects.toThrow(Forbidden);
    const speaks = { groupId: group.id, organizationId: idOf('a'), basis: 'Elected' };
    await room.get(RepresentativesService).nameRepresentative(ours.backbone, speaks);
    expect(await offer({ groupId: group.id })).toMatchObject({ groupId: group.id });
    expect(await offer({ organizationId: idOf('b') }, ours.backbone)).toMatchObject({ organizationId: idOf('b') });
  });

  it('is listed until it is withdrawn by whose it is', async () => {
    const me = ours.partner('a');
    const { id } = await offer({ kind: 'data' }, me);
    await offer({ organizationId: idOf('a') });
    const list = async (filter: object) =>
      (await assets().listAssets(ours.funder, ours.coalition.id, filter, {})).nodes.map(({ kind }) => kind);
    expect([await list({}), await list({ kinds: ['DATA'] })]).toEqual([['data', 'space'], ['data']]);
    await expect(assets().withdrawAsset(ours.backbone, id)).rejects.toThrow(Forbidden);
    await expect(assets().withdrawAsset(ours.stranger, id)).rejects.toThrow(NotFound);
    await assets().withdrawAsset(me, id);
    await expect(assets().withdrawAsset(me, id)).rejects.toMatchObject({ rule: 'asset.withdrawn' });
    expect([await list({}), await list({ withdrawn: true })]).toEqual([['space'], ['data']]);
  });
});

describe('a support request', () => {
  const support = () => room.get(SupportRequestsService);
  const ask = (code = 'a') =>
    support().askForSupport(ours.partner(code), { organizationId: idOf(code), subject: 'Help with the form' });

  it('is responded to, resolved and rated, in that order', async () => {
    const { id } = await ask();
    await expect(support().resolveSupport(ours.backbone, id, 'Done')).rejects.toMatchObject({
      rule: 'support.unanswered',
    });
    await support().respondToSupport(ours.backbone, id, 'On Monday');
    await expect(support().respondToSupport(ours.backbone, id, 'x')).rejects.toMatchObject({
      rule: 'support.responded',
    });
    await expect(support().rateSupport(ours.partner('a'), id, true)).rejects.toMatchObject({ rule: 'support.open' });
    await support().resolveSupport(ours.backbone, id, 'Filled in together');
    await expect(support().rateSupport(ours.backbone, id, true)).rejects.toThrow(Forbidden);
    expect(await support().rateSupport(ours.partner('a'), id, false)).toMatchObject({ helpful: false });
    expect(await support().rateSupport(ours.partner('a'), id, true)).toMatchObject({ helpful: true });
  });

  it('is seen by its organization and the backbone, and by no other partner', async () => {
    const [first, second] = [await ask('a'), await ask('b')];
    const seen = async (actor: typeof ours.funder, filter: object = {}) =>
      (await support().listSupportRequests(actor, ours.coalition.id, { filter, newestFirst: false }, {})).nodes.map(
        (one) => one.id,
      );
    expect(await seen(ours.backbone)).toEqual([first.id, second.id]);
    expect(await seen(ours.partner('b'))).toEqual([second.id]);
    expect(await support().loadSupportRequests(ours.partner('b'), [first.id])).toEqual([]);
    await expect(support().rateSupport(ours.partner('b'), first.id, true)).rejects.toThrow(NotFound);
    await support().respondToSupport(ours.backbone, first.id, 'Yes');
    expect(await seen(ours.backbone, { unanswered: true })).toEqual([second.id]);
    await expect(async () => seen(ours.funder)).rejects.toThrow(Forbidden);
    const forB = { organizationId: idOf('b'), subject: 'x' };
    await expect(support().askForSupport(ours.partner('a'), forB)).rejects.toThrow(Forbidden);
  });
});

describe('a phase', () => {
  const phases = () => room.get(PhasesService);

  it('changes forward and back, each time with a reason and a decision of its own', async () => {
    const { decide } = await buildSteering(room, ours);
    const { id: coalitionId } = ours.coalition;
    const change = (to: number, decisionId: string, reason = 'We are ready.') =>
      phases().changePhase(ours.backbone, { coalitionId, to, reason, decisionId });
    const decision = await decide({ kind: 'CHANGE_PHASE' });
    await expect(change(2, decision.id, ' ')).rejects.toMatchObject(refused('reason', 'REQUIRED'));
    await expect(change(6, decision.id)).rejects.toMatchObject(refused('to', 'OUT_OF_RANGE'));
    await expect(change(2, (await decide({ kind: 'OTHER' })).id)).rejects.toMatchObject(refused('decisionId'));
    expect(await change(3, decision.id)).toMatchObject({ from: null, to: 3, toLabel: usualPhases[2] });
    await expect(change(2, decision.id)).rejects.toMatchObject(refused('decisionId'));
    await expect(change(3, decision.id)).rejects.toMatchObject(refused('to', 'DUPLICATE'));
    await phases().labelPhases(ours.backbone, coalitionId, ['I', 'II', 'III', 'IV', 'V']);
    const back = await change(2, (await decide({ kind: 'CHANGE_PHASE' })).id, 'Too early.');
    expect(back).toMatchObject({ from: 3, to: 2, toLabel: 'II' });
    const { nodes } = await phases().listPhaseChanges(ours.funder, coalitionId, {});
    expect(nodes.map(({ toLabel }) => toLabel)).toEqual(['II', usualPhases[2]]);
    await expect(
      phases().changePhase(ours.partner('a'), { coalitionId, to: 1, reason: 'x', decisionId: decision.id }),
    ).rejects.toThrow(Forbidden);
  });

  it('has five different labels', async () => {
    const label = (labels: string[]) => phases().labelPhases(ours.backbone, ours.coalition.id, labels);
    await expect(label(['I', 'II'])).rejects.toMatchObject(refused('labels', 'OUT_OF_RANGE'));
    await expect(label(['I', 'II', 'I', 'IV', 'V'])).rejects.toMatchObject(refused('labels.2', 'DUPLICATE'));
    expect(await phases().phaseLabels(ours.funder, ours.coalition.id)).toEqual([...usualPhases]);
  });
});
