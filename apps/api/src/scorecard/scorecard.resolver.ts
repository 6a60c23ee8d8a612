import { Inject } from '@nestjs/common';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReaderLanguages } from '@keelson/coalitions';
import { encodeId, type Actor } from '@keelson/platform';
import {
  ScorecardService,
  sentenceKey,
  tellFinding,
  type CheckName,
  type Finding,
  type ShownFinding,
} from '@keelson/scorecard';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { readerWords } from '../coalitions/reader-words.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { CheckNameEnum, ScorecardChangeConnection, ScorecardCheckType, ScorecardType } from './scorecard.type.js';

@Resolver(() => ScorecardType)
export class ScorecardResolver {
  constructor(@Inject(ScorecardService) private readonly scorecards: ScorecardService) {}

  @Query(() => ScorecardType, {
    nullable: true,
    description:
      'The five conditions of a coalition in 25 checks, as of now. For a day of before: as it was found then, by the last ' +
      'daily evaluation up to that day; nothing is computed again.',
  })
  scorecard(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('asOf', { type: () => DateScalar, nullable: true }) asOf?: string | null,
  ) {
    return this.scorecards.scorecard(actor, coalitionId, asOf ?? null);
  }

  @Query(() => ScorecardChangeConnection, {
    nullable: true,
    description: 'When checks came into another state, the latest first. Who found it is the worker, once a day.',
  })
  scorecardHistory(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('checks', { type: () => [CheckNameEnum], nullable: true }) checks: CheckName[] | null,
    @Args() page: PageArgs,
  ) {
    return this.scorecards.scorecardHistory(actor, coalitionId, checks ?? null, page);
  }
}

@Resolver(() => ScorecardCheckType)
export class ScorecardCheckResolver {
  constructor(@Inject(ReaderLanguages) private readonly languages: ReaderLanguages) {}

  @ResolveField(() => String)
  async sentence(@Parent() finding: ShownFinding, @Context() context: RequestContext): Promise<string> {
    return tellFinding(finding, await readerWords(context, this.languages, finding.coalitionId));
  }

  @ResolveField(() => String)
  sentenceKey(@Parent() finding: Finding): string {
    return sentenceKey(finding);
  }

  @ResolveField(() => [ID])
  subjectIds(@Parent() { subjects }: Finding): string[] {
    return subjects.map(({ type, id }) => encodeId(type, id));
  }
}
