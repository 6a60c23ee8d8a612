import { administrator, dataOf, startScenario, type Ask, type Scenario } from './scenario.js';

export const memberPassword = 'umbrella quartz tandem violet';

/** A coalition of three partners (a, b, c) with one person per role, and an outsider who is backbone of another one. */
export interface CoalitionScenario extends Scenario {
  coalitionId: string;
  organizationIds: Record<string, string>;
  backbone: Ask;
  partner: Ask; // speaks for organization "a"
  otherPartner: Ask; // speaks for organization "b"
  funder: Ask;
  observer: Ask;
  outsider: Ask;
  guest: Ask;
}

export async function startCoalitionScenario(through?: (url: string) => string): Promise<CoalitionScenario> {
  const scenario = await startScenario(through);
  const backbone = scenario.as(await scenario.signIn(administrator.email, administrator.password));
  const coalitionId = await createCoalition(backbone, 'ours');
  const elsewhere = await createCoalition(backbone, 'theirs');
  const { addOrganizations } = dataOf(
    await backbone<{ addOrganizations: { organizations: { id: string; code: string }[] } }>(
      `mutation($input: AddOrganizationsInput!) { addOrganizations(input: $input) { organizations { id code } userErrors { message } } }`,
      { input: { coalitionId, organizations: ['a', 'b', 'c'].map((code) => ({ code, name: code.toUpperCase() })) } },
    ),
  );
  const organizationIds = Object.fromEntries(addOrganizations.organizations.map(({ code, id }) => [code, id]));
  const member = async (email: string, role: string, to: string, ...organizations: (string | undefined)[]) => {
    const input = { coalitionId: to, email, name: email, role, organizationIds: organizations };
    const { invitePerson } = dataOf(
      await backbone<{ invitePerson: { link: string } }>(
        `mutation($input: InvitePersonInput!) { invitePerson(input: $input) { link userErrors { message } } }`,
        { input },
      ),
    );
    await acceptInvitation(scenario, invitePerson.link, { password: memberPassword });
    return scenario.as(await scenario.signIn(email, memberPassword));
  };
  return {
    ...scenario,
    coalitionId,
    organizationIds,
    backbone,
    partner: await member('partner@example.org', 'PARTNER', coalitionId, organizationIds['a']),
    otherPartner: await member('other@example.org', 'PARTNER', coalitionId, organizationIds['b']),
    funder: await member('funder@example.org', 'FUNDER', coalitionId),
    observer: await member('observer@example.org', 'OBSERVER', coalitionId),
    outsider: await member('outsider@example.org', 'BACKBONE', elsewhere),
    guest: scenario.as(),
  };
}

/** What somebody sends who opened the link of an invitation. */
export function acceptInvitation(
  { address }: Pick<Scenario, 'address'>,
  link: string,
  as: object,
  credential?: string,
) {
  const authorization: Record<string, string> = credential ? { authorization: `Bearer ${credential}` } : {};
  return fetch(`${address}/auth/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ token: link.split('#')[1], ...as }),
  });
}

async function createCoalition(ask: Ask, code: string): Promise<string> {
  const answer = await ask<{ createCoalition: { coalition: { id: string } } }>(
    `mutation($input: CreateCoalitionInput!) { createCoalition(input: $input) { coalition { id } userErrors { message } } }`,
    { input: { code, name: `Coalition ${code}` } },
  );
  return dataOf(answer).createCoalition.coalition.id;
}
