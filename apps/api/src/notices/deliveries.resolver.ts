import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DeliveriesService, type DeliveryState, type WebhookDelivery } from '@keelson/notices';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import {
  DeliveryStateEnum,
  WebhookAttemptType,
  WebhookDeliveryConnection,
  WebhookDeliveryType,
  WebhookEndpointType,
} from './webhook.type.js';

const WebhookDeliveryPayload = payloadOf('WebhookDeliveryPayload', 'delivery', WebhookDeliveryType);

@Resolver(() => WebhookDeliveryType)
export class DeliveriesResolver {
  constructor(@Inject(DeliveriesService) private readonly deliveries: DeliveriesService) {
    registerNode('WebhookDelivery', (actor, ids) => deliveries.loadDeliveries(actor, ids));
  }

  @Query(() => WebhookDeliveryConnection, {
    nullable: true,
    description: 'What was sent to an endpoint in the last 30 days, the latest first: for backbone staff.',
  })
  webhookDeliveries(
    @CurrentActor() actor: Actor,
    @IdArg('endpointId', 'WebhookEndpoint') endpointId: string,
    @Args('states', { type: () => [DeliveryStateEnum], nullable: true }) states: DeliveryState[] | null,
    @Args() page: PageArgs,
  ) {
    return this.deliveries.listDeliveries(actor, endpointId, { states }, page);
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends the endpoint "webhook.test", whatever it chose; data: coalitionId, endpointId.',
  })
  async sendTestEvent(@CurrentActor() actor: Actor, @IdArg('endpointId', 'WebhookEndpoint') endpointId: string) {
    return { delivery: await this.deliveries.sendTestEvent(actor, endpointId) };
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends a DELIVERED or FAILED delivery once more, with the same `webhook-id` and the same body.',
  })
  async replayDelivery(@CurrentActor() actor: Actor, @IdArg('id', 'WebhookDelivery') id: string) {
    return { delivery: await this.deliveries.replayDelivery(actor, id) };
  }

  @ResolveField(() => WebhookEndpointType, { nullable: true })
  endpoint(@Parent() delivery: WebhookDelivery, @Context() context: RequestContext) {
    return loadNode<WebhookEndpointType>(context, 'WebhookEndpoint', delivery.endpointId);
  }

  @ResolveField(() => [WebhookAttemptType], { description: 'Its requests, the first one first; at most 11 a round.' })
  attempts(@Parent() { id }: WebhookDelivery, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.deliveries.attemptsOf(actor, ids);
    return loadRelated(context, 'WebhookDelivery.attempts', id, load, (one) => one.deliveryId);
  }
}
