import { idPrefixes, type IdType } from '@keelson/platform';
import type { GraphQLSchema } from 'graphql';
import { dataOf } from '../scenario.js';
import { askDeeply, usualNames, variablesOf, type Supply } from './compose-request.js';
import { seedAgreements } from './seed-agreements.js';
import { seedCalendars } from './seed-digests.js';
import { seedFiles } from './seed-files.js';
import { seedNotices } from './seed-notices.js';
import { seedSharing } from './seed-sharing.js';
import { seedQuality } from './seed-quality.js';
import { operationsOf, type Operation } from './schema-paths.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

export const anyId = /\b[a-z]{3,4}_[0-9a-hjkmnp-tv-z]{26}\b/g;

/** What a tenant's operations are asked with: its own ids of every type, and its own codes. */
export async function supplyOf(tenant: Tenant, schema: GraphQLSchema): Promise<Supply> {
  const { coalitionId, organizations, measures, agendas, reports, submissions, mark } = tenant;
  const code = (name: string) => () => `${mark.text}-${name}`;
  await seedAgreements(tenant);
  await seedCalendars(tenant);
  await seedNotices(tenant);
  await seedSharing(tenant);
  const quality = await seedQuality(tenant);
  const supply: Supply = {
    ids: {
      ...{ Coalition: coalitionId, Organization: organizations.a.id, Measure: measures.shared.id },
      ...{ Agenda: agendas.adopted.id, Report: reports.published.id, Submission: submissions.approved.id },
      ...(await spare(tenant)),
      QualityExplanation: quality.explanationId,
      ...(await seedFiles(tenant)),
    },
    byName: {
      ...usualNames,
      ...{ organization: code('a'), measure: code('shared'), dimension: code('sex'), category: code('f') },
      ...{
        text: () => mark.text,
        successorId: () => organizations.c.id,
        otherOrganizationId: () => organizations.b.id,
        key: () => quality.key,
      },
    },
  };
  // Everything else is found where backbone staff find it; what is asked for by an id, once that is known.
  const queries = operationsOf(schema).filter(({ kind }) => kind === 'Query');
  for (let round = 0; round < 2; round++) {
    for (const query of queries) {
      const variables = variablesIfKnown(query, supply);
      if (!variables) continue;
      const answer = JSON.stringify(await askDeeply(tenant.backbone, query, variables));
      for (const id of answer.match(anyId) ?? []) supply.ids[typeOf(id)] ??= id;
    }
  }
  return supply;
}

function variablesIfKnown(operation: Operation, supply: Supply): Record<string, unknown> | null {
  try {
    return variablesOf(operation, supply);
  } catch {
    return null;
  }
}

function typeOf(id: string): IdType {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return (Object.keys(idPrefixes) as IdType[]).find((type) => idPrefixes[type] === prefix)!;
}

/** Ids of things that end when they are used: nobody who asks in these tests lives by them. */
async function spare({ backbone, coalitionId, organizations, agendas, sparePersonId }: Tenant): Promise<Supply['ids']> {
  const staff = tellerOf(backbone);
  const key = { coalitionId, name: 'A key to end', role: 'OBSERVER', scopes: ['READ'], organizationIds: [] };
  const { apiKey } = await staff.tell('createApiKey', 'apiKey { id }', key);
  const role = { coalitionId, personId: sparePersonId, role: 'PARTNER', organizationIds: [organizations.c.id] };
  const granted = await staff.tell<{ roleGrants: { id: string }[] }>('grantRole', 'roleGrants { id }', role);
  const term = { organizationId: organizations.old.id, role: 'OBSERVER', from: '2024-01-01' };
  const { membership } = await staff.tell('addMembership', 'membership { id }', term);
  // Whoever has a seat goes on to have one.
  const bodies = `query($id: ID!) { bodies(coalitionId: $id) { nodes { id } } }`;
  interface Bodies {
    bodies: { nodes: { id: string }[] };
  }
  const [body] = dataOf(await backbone<Bodies>(bodies, { id: coalitionId })).bodies.nodes;
  const { seat } = await staff.tell('addSeat', 'seat { id }', { bodyId: body!.id, title: 'A seat to leave' });
  const sessions = `query($id: ID!) { sessions(coalitionId: $id, first: 100) { nodes { id person { id } } } }`;
  interface Sessions {
    sessions: { nodes: { id: string; person: { id: string } }[] };
  }
  interface Pledges {
    pledges: { nodes: { id: string }[] };
  }
  const ofProposal = `query($id: ID!) { pledges(agendaId: $id) { nodes { id } } }`;
  const { pledges } = dataOf(await backbone<Pledges>(ofProposal, { id: agendas.proposed.id }));
  const { nodes } = dataOf(await backbone<Sessions>(sessions, { id: coalitionId })).sessions;
  return {
    ...{ ApiKey: apiKey!.id, RoleGrant: granted.roleGrants[0]!.id, Membership: membership!.id, Person: sparePersonId },
    Pledge: pledges.nodes[0]!.id,
    Seat: seat!.id,
    Session: nodes.find(({ person }) => person.id === sparePersonId)!.id,
  };
}
