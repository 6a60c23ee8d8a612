import { names } from './acts.js';
import type { Made, Year } from './play.js';
import { all, everybody, type Member } from './story.js';

/** The first Monday of the year: who is there, whom it is about, who decides, and what words mean. */
export async function found(year: Year): Promise<void> {
  const coalition = { code: 'streets', name: 'Streets for all', timeZone: 'UTC' };
  const made = await year.tell('admin', 'createCoalition', 'coalition { id }', coalition);
  year.coalitionId = made['coalition']!.id;
  const { coalitionId } = year;
  const from = '2027-01-01';
  const organizations = everybody.map((code) => {
    return { code, name: names[code], from, role: code === 'hub' ? 'BACKBONE' : 'PARTNER' };
  });
  const selection = 'organizations { id code memberships { id } }';
  type Joined = Made & { code: string; memberships: Made[] };
  const input = { coalitionId, organizations };
  const added = await year.tell<{ organizations: Joined[] }>('admin', 'addOrganizations', selection, input);
  for (const { id, code, memberships } of added.organizations) {
    year.keep('organization', code, id);
    year.keep('membership', code, memberships[0]!.id);
  }
  // The coordinator leads the backbone and speaks for the hub; whoever sits at the desk does nothing else than read.
  await year.invite('hub', 'BACKBONE');
  await year.invite('desk', 'BACKBONE');
  await speakForHub(year);
  for (const code of all('hub')) await year.invite(code, 'PARTNER', [code]);
  await nameGroups(year);
  await seatSteering(year);
  await shareRoles(year);
  await agreeOnWords(year);
}

async function speakForHub(year: Year): Promise<void> {
  const { viewer } = await year.ask<{ viewer: Made }>('hub', '{ viewer { id } }');
  const role = {
    coalitionId: year.coalitionId,
    personId: viewer.id,
    role: 'PARTNER',
    organizationIds: year.orgs('hub'),
  };
  await year.tell('admin', 'grantRole', 'roleGrants { id }', role);
}

async function nameGroups(year: Year): Promise<void> {
  const groups = [
    { name: 'Tenants', kind: 'COMMUNITY', mostImpacted: true, by: 'tenants' },
    { name: 'Elders', kind: 'COMMUNITY', mostImpacted: true, by: 'elders' },
    { name: 'Shopkeepers', kind: 'BUSINESS', mostImpacted: false, by: 'traders' },
  ] as const;
  for (const { by, ...group } of groups) {
    const basis = group.mostImpacted ? { basis: 'They are hurt most often', source: 'Clinic, 2026' } : {};
    const made = { field: 'stakeholderGroup', as: 'group', name: group.name } as const;
    const input = { coalitionId: year.coalitionId, ...group, ...basis };
    const groupId = await year.make('hub', 'createStakeholderGroup', made, input);
    const named = { groupId, organizationId: year.orgs(by)[0], basis: 'Chosen by their assembly' };
    await year.tell('hub', 'nameRepresentative', 'representative { id }', named);
  }
}

/** Five seats, two of them held for the most-impacted groups: two of five is more than a third. */
async function seatSteering(year: Year): Promise<void> {
  const body = {
    coalitionId: year.coalitionId,
    name: 'Steering',
    kind: 'STEERING',
    purpose: 'To decide',
    decides: true,
  };
  const bodyId = await year.make('hub', 'createBody', { field: 'body', as: 'body', name: 'Steering' }, body);
  const seats: [string, Member, string?][] = [
    ['Seat of the tenants', 'tenants', 'Tenants'],
    ['Seat of the elders', 'elders', 'Elders'],
    ['Seat of the clinic', 'clinic'],
    ['Seat of the school', 'school'],
    ['Seat of the council', 'council'],
  ];
  for (const [title, holder, group] of seats) {
    const reservedGroupId = group ? year.id('group', group) : null;
    const seat = { bodyId, title, reservedGroupId, compensation: '40 a meeting' };
    const id = await year.make('hub', 'addSeat', { field: 'seat', as: 'seat', name: title }, seat);
    const held = { id, holderOrganizationId: year.orgs(holder)[0], holderName: 'Their speaker' };
    await year.tell('hub', 'fillSeat', 'seat { id }', held);
  }
}

async function shareRoles(year: Year): Promise<void> {
  const { coalitionId } = year;
  const [hub, clinic, elders] = year.orgs('hub', 'clinic', 'elders');
  const { roleCharter } = await year.tell('hub', 'draftCharter', 'roleCharter { id }', {
    ...{ coalitionId, role: 'Coordination', purpose: 'To keep us together', responsibilities: ['The calendar'] },
    ...{ decisionRights: ['The place of a meeting'], supportReceived: ['A room'] },
    ...{ leadOrganizationId: hub, deputyOrganizationId: clinic },
  });
  for (const [person, organizationId] of [
    ['hub', hub],
    ['clinic', clinic],
  ] as const) {
    const accepted = { id: roleCharter!.id, number: 1, organizationId };
    await year.tell(person, 'acceptCharter', 'roleCharter { id }', accepted);
  }
  const stewards = [
    { name: 'Rosa', organizationId: elders },
    { name: 'Ben', organizationId: hub },
  ];
  const procedure = { coalitionId, text: 'Talk to each other; then to a steward.', stewards };
  await year.tell('hub', 'registerTensionProcedure', 'tensionProcedure { id }', procedure);
  const assets: [Member, string][] = [
    ['clinic', 'data'],
    ['library', 'space'],
    ['school', 'outreach'],
    ['council', 'funding'],
  ];
  for (const [of, kind] of assets) {
    const asset = { coalitionId, kind, description: `What ${names[of]} can give`, organizationId: year.orgs(of)[0] };
    await year.make(of, 'offerAsset', { field: 'asset', as: 'asset', name: kind }, asset);
  }
}

/** Everybody but the library says how they stand to the three words. */
async function agreeOnWords(year: Year): Promise<void> {
  for (const word of ['respect', 'trust', 'dignity']) {
    const examples = { looksLike: ['We call back the same day'], doesNotLookLike: ['We talk over each other'] };
    const term = { coalitionId: year.coalitionId, word, text: `What ${word} means on a street`, ...examples };
    const termId = await year.make('hub', 'defineTerm', { field: 'term', as: 'term', name: word }, term);
    for (const code of all('library')) {
      const position = { termId, number: 1, organizationId: year.orgs(code)[0], position: 'AGREE' };
      await year.tell(code, 'takeTermPosition', 'term { id }', position);
    }
  }
}
