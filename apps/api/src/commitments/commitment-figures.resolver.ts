import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CommitmentFiguresService, type Tie, type TieEvidence } from '@keelson/commitments';
import type { Actor, Page } from '@keelson/platform';
import { ActivityType } from '../activities/activity.type.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, Node } from '../graphql/node.js';
import { loadOneRelated } from '../graphql/related.js';
import { DateScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import {
  CapabilityCoverageType,
  CommitmentFiguresType,
  KnownTieType,
  TieConnection,
  TieEvidenceType,
  TieType,
} from './commitment-figures.type.js';

@Resolver()
export class CommitmentFiguresResolver {
  constructor(@Inject(CommitmentFiguresService) private readonly figures: CommitmentFiguresService) {}

  @Query(() => CommitmentFiguresType, { nullable: true, description: 'How the commitments of a coalition were kept.' })
  commitmentFigures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('from', { type: () => DateScalar, description: 'The first day.' }) from: string,
    @Args('to', { type: () => DateScalar, description: 'The last day.' }) to: string,
  ): Promise<CommitmentFiguresType> {
    return this.figures.commitmentFigures(actor, coalitionId, { from, to });
  }

  @Query(() => TieConnection, {
    nullable: true,
    description:
      'The pairs of organizations between which there was anything in the last twelve months, by their codes, never by ' +
      'their level; of one organization or all.',
  })
  tieLevels(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @IdArg('organizationId', 'Organization', { nullable: true })
    organizationId: string | null,
    @Args() page: PageArgs,
  ): Promise<Page<TieType>> {
    return this.figures.tieLevels(actor, coalitionId, organizationId ?? null, page);
  }

  @Query(() => KnownTieType, { nullable: true, description: 'The tie of two organizations with what speaks for it.' })
  tieBetween(
    @CurrentActor() actor: Actor,
    @IdArg('organizationId', 'Organization') organizationId: string,
    @IdArg('otherOrganizationId', 'Organization') otherOrganizationId: string,
  ): Promise<KnownTieType> {
    return this.figures.tieBetween(actor, organizationId, otherOrganizationId);
  }
}

@Resolver(() => ActivityType)
export class CapabilityCoverageResolver {
  constructor(@Inject(CommitmentFiguresService) private readonly figures: CommitmentFiguresService) {}

  @ResolveField(() => CapabilityCoverageType, { nullable: true, description: 'Whether what it requires is offered.' })
  capabilityCoverage(@Parent() { id }: { id: string }, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.figures.loadCapabilityCoverage(actor, ids);
    return loadOneRelated(context, 'Activity.capabilityCoverage', id, load, (one) => one.activityId);
  }
}

@Resolver(() => TieType)
export class TiesResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  first(@Parent() { firstId }: Tie, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', firstId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  second(@Parent() { secondId }: Tie, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', secondId);
  }
}

@Resolver(() => TieEvidenceType)
export class TieEvidenceResolver {
  @ResolveField(() => Node, {
    nullable: true,
    description: 'The conversation, decision, link, commitment or resource.',
  })
  async node(@Parent() { subjectType, subjectId }: TieEvidence, @Context() context: RequestContext) {
    const node = await loadNode(context, subjectType, subjectId);
    return node && Object.assign(node, { __typename: subjectType });
  }
}
