import { Context, ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { encodeId, type AuditEvent } from '@keelson/platform';
import { CoalitionType } from '../coalitions/coalition.type.js';
import type { RequestContext } from '../graphql/context.js';
import { JsonScalar } from '../graphql/scalars.js';
import { loadNode, Node, registeredNodes } from '../graphql/node.js';
import { ApiKeyType, PersonType } from '../people/person.type.js';
import { AuditEventType } from './audit-event.type.js';
import { encodeSnapshot } from './encode-snapshot.js';

/** An event beyond its columns: UUIDs become ids of the API, and those ids objects where the actor may see them. */
@Resolver(() => AuditEventType)
export class AuditEventResolver {
  @ResolveField(() => PersonType, { nullable: true, description: 'Who did it.' })
  person(@Parent() event: AuditEvent, @Context() context: RequestContext) {
    return event.personId && loadNode<PersonType>(context, 'Person', event.personId);
  }

  @ResolveField(() => ApiKeyType, { nullable: true, description: 'The API key that spoke for the person, if one did.' })
  apiKey(@Parent() event: AuditEvent, @Context() context: RequestContext) {
    return event.keyId && loadNode<ApiKeyType>(context, 'ApiKey', event.keyId);
  }

  @ResolveField(() => CoalitionType, { nullable: true, description: 'Null for what concerns no coalition.' })
  coalition(@Parent() event: AuditEvent, @Context() context: RequestContext) {
    return event.coalitionId && loadNode<CoalitionType>(context, 'Coalition', event.coalitionId);
  }

  @ResolveField(() => Node, { nullable: true, description: 'What it was done to, where that is yours to see.' })
  async subject(@Parent() { subjectType, subjectId }: AuditEvent, @Context() context: RequestContext) {
    if (!registeredNodes().includes(subjectType)) return null;
    const node = await loadNode(context, subjectType, subjectId);
    return node && Object.assign(node, { __typename: subjectType });
  }

  @ResolveField(() => ID)
  subjectId(@Parent() { subjectType, subjectId }: AuditEvent): string {
    return encodeId(subjectType, subjectId);
  }

  @ResolveField(() => ID, { nullable: true })
  personId(@Parent() { personId }: AuditEvent): string | null {
    return personId && encodeId('Person', personId);
  }

  @ResolveField(() => ID, { nullable: true })
  keyId(@Parent() { keyId }: AuditEvent): string | null {
    return keyId && encodeId('ApiKey', keyId);
  }

  @ResolveField(() => JsonScalar, { nullable: true })
  before(@Parent() { before, subjectType }: AuditEvent) {
    return encodeSnapshot(before, subjectType);
  }

  @ResolveField(() => JsonScalar, { nullable: true })
  after(@Parent() { after, subjectType }: AuditEvent) {
    return encodeSnapshot(after, subjectType);
  }
}
