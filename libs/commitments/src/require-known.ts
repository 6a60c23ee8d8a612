import { Activity } from '@keelson/activities';
import { Asset, BodyDecision } from '@keelson/backbone';
import { Conversation, Decision } from '@keelson/communications';
import { Organization } from '@keelson/organizations';
import { NotFound } from '@keelson/platform';
import { In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { NewCommitment } from './check-commitment.js';

/** Ids in an input must belong to its coalition; a foreign one is as absent as one that nobody has. */
export async function requireKnown(manager: EntityManager, input: NewCommitment) {
  const { coalitionId, counterpartOrganizationId: counterpart, holderOrganizationIds: holders } = input;
  const named = [...holders.map((id, i) => ({ id, field: ['holderOrganizationIds', String(i)] }))];
  if (counterpart) named.push({ id: counterpart, field: ['counterpartOrganizationId'] });
  const found = await manager.findBy(Organization, { coalitionId, id: In(named.map(({ id }) => id)) });
  const unknown = named.find(({ id }) => !found.some((one) => one.id === id));
  if (unknown) throw new NotFound('organization', unknown.field);

  const find = async <T extends { id: string; coalitionId: string }>(
    kind: new () => T,
    field: 'conversationId' | 'activityId' | 'decisionId' | 'bodyDecisionId' | 'assetId',
    what: string,
    more: object = {},
  ): Promise<T | null> => {
    const id = input[field];
    if (!id) return null;
    // TypeORM's type of a condition cannot be made from a type that is only known as T.
    const one = await manager.findOneBy(kind, { coalitionId, id, ...more } as unknown as FindOptionsWhere<T>);
    if (!one) throw new NotFound(what, [field]);
    return one;
  };
  await find(Activity, 'activityId', 'activity');
  await find(Decision, 'decisionId', 'decision');
  await find(BodyDecision, 'bodyDecisionId', 'decision');
  await find(Asset, 'assetId', 'asset', { withdrawnAt: IsNull() });
  return { conversation: await find(Conversation, 'conversationId', 'conversation') };
}
