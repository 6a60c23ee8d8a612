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
import { WebhooksService, type WebhookEndpoint } from '@keelson/notices';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { PersonType } from '../people/person.type.js';
import { CreateWebhookEndpointInput, UpdateWebhookEndpointInput } from './notices.inputs.js';
import { WebhookEndpointConnection, WebhookEndpointType, WebhookSecretType } from './webhook.type.js';

const WebhookEndpointPayload = payloadOf('WebhookEndpointPayload', 'endpoint', WebhookEndpointType);

@ObjectType()
class WebhookSecretPayload extends Payload {
  @Field(() => WebhookEndpointType, { nullable: true })
  endpoint?: WebhookEndpointType;

  @Field(() => String, {
    nullable: true,
    description: 'What deliveries are signed with: "whsec_" and 32 bytes in Base64. Shown this once.',
  })
  secret?: string;
}

@Resolver(() => WebhookEndpointType)
export class WebhooksResolver {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {
    registerNode('WebhookEndpoint', (actor, ids) => webhooks.loadEndpoints(actor, ids));
  }

  @Query(() => WebhookEndpointConnection, {
    nullable: true,
    description: "A coalition's endpoints: for its backbone staff.",
  })
  webhookEndpoints(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.webhooks.listEndpoints(actor, coalitionId, page);
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Adds an endpoint; at most 20 of a coalition. For backbone staff who signed in: keys set no webhooks.',
  })
  createWebhookEndpoint(@CurrentActor() actor: Actor, @Args('input') input: CreateWebhookEndpointInput) {
    return this.webhooks.createEndpoint(actor, input);
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Changes what is given. What is on its way goes to the new address.',
  })
  async updateWebhookEndpoint(
    @CurrentActor() actor: Actor,
    @Args('input') { id, ...changes }: UpdateWebhookEndpointInput,
  ) {
    return { endpoint: await this.webhooks.updateEndpoint(actor, id, changes) };
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Sends it nothing more. What was on its way becomes FAILED and can be replayed.',
  })
  async disableWebhookEndpoint(@CurrentActor() actor: Actor, @IdArg('id', 'WebhookEndpoint') id: string) {
    return { endpoint: await this.webhooks.disableEndpoint(actor, id) };
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Sends it what happens from now on; what happened meanwhile is not sent.',
  })
  async enableWebhookEndpoint(@CurrentActor() actor: Actor, @IdArg('id', 'WebhookEndpoint') id: string) {
    return { endpoint: await this.webhooks.enableEndpoint(actor, id) };
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Deletes an endpoint with its secrets and its log; answers with what it was.',
  })
  async deleteWebhookEndpoint(@CurrentActor() actor: Actor, @IdArg('id', 'WebhookEndpoint') id: string) {
    return { endpoint: await this.webhooks.deleteEndpoint(actor, id) };
  }

  @Mutation(() => WebhookSecretPayload, {
    description:
      'Makes a secret that takes the other’s place. Deliveries carry a signature of each until the old one ends; more than two at a time are refused.',
  })
  rotateWebhookSecret(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'WebhookEndpoint') id: string,
    @Args('keepOldFor', {
      type: () => Int,
      defaultValue: 1_440,
      description: 'Minutes that the old secret signs on: 0 to 10,080, which is a week.',
    })
    keepOldFor: number,
  ) {
    return this.webhooks.rotateSecret(actor, id, keepOldFor);
  }

  @ResolveField(() => [WebhookSecretType], { description: 'Those that sign today, the oldest first.' })
  secrets(@Parent() { id }: WebhookEndpoint, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.webhooks.secretsOf(actor, ids);
    return loadRelated(context, 'WebhookEndpoint.secrets', id, load, (one) => one.endpointId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  createdBy(@Parent() endpoint: WebhookEndpoint, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', endpoint.createdBy);
  }
}
