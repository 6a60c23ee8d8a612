import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CoalitionsService } from '@keelson/coalitions';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { CoalitionConnection, CoalitionType } from './coalition.type.js';
import {
  CreateCoalitionInput,
  SetSharingInput,
  SetSmallNumberThresholdInput,
  UpdateCoalitionInput,
} from './coalitions.inputs.js';
import { CoalitionPayload } from './coalitions.payloads.js';

@Resolver(() => CoalitionType)
export class CoalitionsResolver {
  constructor(@Inject(CoalitionsService) private readonly coalitions: CoalitionsService) {
    registerNode('Coalition', (actor, ids) => coalitions.loadCoalitions(actor, ids));
  }

  @Query(() => CoalitionType, { nullable: true, description: 'A coalition in which you hold a role.' })
  coalition(@IdArg('id', 'Coalition') id: string, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', id);
  }

  @Query(() => CoalitionConnection, {
    name: 'coalitions',
    nullable: true,
    description: 'The coalitions in which you hold a role, by name.',
  })
  listCoalitions(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    return this.coalitions.listCoalitions(actor, page);
  }

  @Mutation(() => CoalitionPayload, {
    description: 'Founds a coalition; you become its backbone staff. For administrators of the installation.',
  })
  async createCoalition(@CurrentActor() actor: Actor, @Args('input') input: CreateCoalitionInput) {
    // Whoever founds a coalition sees it in the same request.
    const coalition = await this.coalitions.createCoalition(actor, input);
    return { coalition };
  }

  @Mutation(() => CoalitionPayload, { description: 'Changes what is given; the rest stays.' })
  async updateCoalition(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateCoalitionInput) {
    return { coalition: await this.coalitions.updateCoalition(actor, id, changes) };
  }

  @Mutation(() => CoalitionPayload, {
    description:
      'Sets from which number on people are shown outside the backbone. A higher one holds for everything shown from now on; a lower one uncovers nothing that was hidden before until it changes. Published reports stay as they are. For backbone staff.',
  })
  async setSmallNumberThreshold(@CurrentActor() actor: Actor, @Args('input') input: SetSmallNumberThresholdInput) {
    return { coalition: await this.coalitions.setSmallNumberThreshold(actor, input) };
  }

  @Mutation(() => CoalitionPayload, {
    description:
      'Sets whether audiences see totals because they belong to the coalition, or only by agreements. It holds for live figures at once, and for reports from their next publication on: published ones stay as they are. For backbone staff.',
  })
  async setSharing(@CurrentActor() actor: Actor, @Args('input') input: SetSharingInput) {
    return { coalition: await this.coalitions.setSharing(actor, input) };
  }
}
