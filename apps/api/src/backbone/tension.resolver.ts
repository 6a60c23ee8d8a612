import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { TensionProceduresService, type TensionProcedure, type TensionSteward } from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import {
  RegisterTensionProcedureInput,
  TensionProcedureConnection,
  TensionProcedureType,
  TensionStewardType,
} from './tension.type.js';

const TensionProcedurePayload = payloadOf('TensionProcedurePayload', 'tensionProcedure', TensionProcedureType);

@Resolver(() => TensionProcedureType)
export class TensionProceduresResolver {
  constructor(@Inject(TensionProceduresService) private readonly procedures: TensionProceduresService) {
    registerNode('TensionProcedure', (actor, ids) => procedures.loadTensionProcedures(actor, ids));
  }

  @Query(() => TensionProcedureConnection, {
    nullable: true,
    description: 'The versions of the procedure for tension, the latest, which is in force, first.',
  })
  tensionProcedures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.procedures.listTensionProcedures(actor, coalitionId, page);
  }

  @Mutation(() => TensionProcedurePayload, {
    description: 'Registers the next version of the procedure for tension. For backbone staff.',
  })
  async registerTensionProcedure(@CurrentActor() actor: Actor, @Args('input') input: RegisterTensionProcedureInput) {
    return { tensionProcedure: await this.procedures.registerTensionProcedure(actor, input) };
  }

  @ResolveField(() => [TensionStewardType], { description: 'In the order in which they were named.' })
  stewards(@Parent() procedure: TensionProcedure, @Context() context: RequestContext): Promise<TensionStewardType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.procedures.loadStewardsOf(actor, ids);
    return loadRelated(context, 'TensionProcedure.stewards', procedure.id, load, (steward) => steward.procedureId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  registeredBy(@Parent() procedure: TensionProcedure, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', procedure.registeredById);
  }
}

@Resolver(() => TensionStewardType)
export class TensionStewardsResolver {
  @ResolveField(() => OrganizationType, {
    nullable: true,
    description: 'Null for somebody from outside the coalition.',
  })
  organization(@Parent() steward: TensionSteward, @Context() context: RequestContext) {
    return steward.organizationId && loadNode<OrganizationType>(context, 'Organization', steward.organizationId);
  }
}
