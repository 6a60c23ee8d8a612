import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CoalitionsService } from '@keelson/coalitions';
import { IdentityService, type ApiKey } from '@keelson/identity';
import { NotFound, type Actor } from '@keelson/platform';
import { Allow } from '../auth/allow.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { ChangePasswordInput, CreateApiKeyInput } from './people.inputs.js';
import { ApiKeyConnection, ApiKeyType, PersonType } from './person.type.js';

const ApiKeyPayload = payloadOf('ApiKeyPayload', 'apiKey', ApiKeyType);
const PersonPayload = payloadOf('PersonPayload', 'person', PersonType);

@ObjectType()
class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true })
  apiKey?: ApiKeyType;

  @Field(() => String, {
    nullable: true,
    description: 'The key itself. Shown this once; send it as "Authorization: Bearer …".',
  })
  secret?: string;
}

@Resolver(() => ApiKeyType)
export class PeopleResolver {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(CoalitionsService) coalitions: CoalitionsService,
  ) {
    registerNode('Person', (actor, ids) => coalitions.loadPeople(actor, ids));
    registerNode('ApiKey', (actor, ids) => identity.loadApiKeys(actor, ids));
  }

  @Allow('READ')
  @Query(() => PersonType, { nullable: true, description: 'You, or whom your key speaks for.' })
  viewer(@CurrentActor() actor: Actor, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', actor.personId);
  }

  @Allow('READ')
  @Query(() => ApiKeyConnection, {
    name: 'apiKeys',
    nullable: true,
    description: 'All keys for backbone staff, else your own.',
  })
  listApiKeys(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.identity.listApiKeys(actor, coalitionId, page);
  }

  @Allow('WRITE')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes a key for a machine. Partners make keys for their organizations.',
  })
  async createApiKey(
    @CurrentActor() actor: Actor,
    @Args('input') input: CreateApiKeyInput,
    @Context() context: RequestContext,
  ) {
    const organizations = await loadNodes<OrganizationType & { coalitionId: string }>(
      context,
      'Organization',
      input.organizationIds,
    );
    const known = organizations.filter((organization) => organization.coalitionId === input.coalitionId);
    if (known.length < input.organizationIds.length) throw new NotFound('organization', ['organizationIds']);
    return this.identity.createApiKey(actor, input);
  }

  @Allow('WRITE')
  @Mutation(() => ApiKeyPayload, { description: 'Ends a key, at once.' })
  async revokeApiKey(@CurrentActor() actor: Actor, @IdArg('id', 'ApiKey') id: string) {
    return { apiKey: await this.identity.revokeApiKey(actor, id) };
  }

  @Allow('WRITE')
  @Mutation(() => PersonPayload)
  async changePassword(@CurrentActor() actor: Actor, @Args('input') input: ChangePasswordInput) {
    return { person: await this.identity.changePassword(actor, input.currentPassword, input.newPassword) };
  }

  @ResolveField(() => [OrganizationType], { description: 'The organizations it submits for.' })
  organizations(@Parent() key: ApiKey, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', key.organizationIds);
  }
}
