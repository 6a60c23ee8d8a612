import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ApiKeysService, type ApiKey } from '@keelson/identity';
import { NotFound, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNodes, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { CreateApiKeyInput } from './people.inputs.js';
import { ApiKeyConnection, ApiKeyType } from './person.type.js';

const ApiKeyPayload = payloadOf('ApiKeyPayload', 'apiKey', ApiKeyType);

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

@ObjectType()
class RotateApiKeyPayload extends CreateApiKeyPayload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The key that ends; its `expiresAt` says when.' })
  replaced?: ApiKeyType;
}

@Resolver(() => ApiKeyType)
export class ApiKeysResolver {
  constructor(@Inject(ApiKeysService) private readonly keys: ApiKeysService) {
    registerNode('ApiKey', (actor, ids) => keys.loadApiKeys(actor, ids));
  }

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
    return this.keys.listApiKeys(actor, coalitionId, page);
  }

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
    return this.keys.createApiKey(actor, input);
  }

  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Makes a key with the same rights that takes another’s place. Both work until the old one ends; more than two at a time are refused.',
  })
  rotateApiKey(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'ApiKey') id: string,
    @Args('keepOldFor', {
      type: () => Int,
      defaultValue: 1_440,
      description: 'Minutes that the old key works on: 0 to 10,080, which is a week.',
    })
    keepOldFor: number,
  ) {
    return this.keys.rotateApiKey(actor, id, keepOldFor);
  }

  @Mutation(() => ApiKeyPayload, { description: 'Ends a key, at once.' })
  async revokeApiKey(@CurrentActor() actor: Actor, @IdArg('id', 'ApiKey') id: string) {
    return { apiKey: await this.keys.revokeApiKey(actor, id) };
  }

  @ResolveField(() => [OrganizationType], { description: 'The organizations it submits for.' })
  organizations(@Parent() key: ApiKey, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', key.organizationIds);
  }
}
