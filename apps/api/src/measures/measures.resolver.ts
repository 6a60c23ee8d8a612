import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MeasureGoalsService, MeasuresService, type Measure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { GoalType } from '../agenda/agenda.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { MeasureFilterInput } from './measure-filter.inputs.js';
import { AssignMeasureInput, SetBaselineInput, SetTargetsInput } from './measure-goals.inputs.js';
import { BaselineType, MeasureConnection, MeasureType, MeasureVersionType, TargetType } from './measure.type.js';
import { CreateMeasuresInput, ReviseMeasureInput, UpdateMeasureInput } from './measures.inputs.js';

const MeasurePayload = payloadOf('MeasurePayload', 'measure', MeasureType);

@ObjectType()
class CreateMeasuresPayload extends Payload {
  @Field(() => [MeasureType], { nullable: true })
  measures?: MeasureType[];
}

@Resolver(() => MeasureType)
export class MeasuresResolver {
  constructor(
    @Inject(MeasuresService) private readonly measures: MeasuresService,
    @Inject(MeasureGoalsService) private readonly goals: MeasureGoalsService,
  ) {
    registerNode('Measure', (actor, ids) => measures.loadMeasures(actor, ids));
  }

  @Query(() => MeasureType, { nullable: true })
  measure(@IdArg('id', 'Measure') id: string, @Context() context: RequestContext) {
    return loadNode<MeasureType>(context, 'Measure', id);
  }

  @Query(() => MeasureConnection, { name: 'measures', nullable: true, description: "A coalition's measures, by code." })
  listMeasures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: MeasureFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.measures.listMeasures(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => CreateMeasuresPayload, { description: 'Defines measures: all of the list or none.' })
  async createMeasures(@CurrentActor() actor: Actor, @Args('input') input: CreateMeasuresInput) {
    return { measures: await this.measures.createMeasures(actor, input.coalitionId, input.measures) };
  }

  @Mutation(() => MeasurePayload, {
    description: 'Changes what needs no new version: name, description, direction, goals, references.',
  })
  async updateMeasure(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: UpdateMeasureInput) {
    return { measure: await this.measures.updateMeasure(actor, id, changes) };
  }

  @Mutation(() => MeasurePayload, { description: 'Gives a measure its next version. No value is deleted or moved.' })
  async reviseMeasure(@CurrentActor() actor: Actor, @Args('input') { id, ...revision }: ReviseMeasureInput) {
    return { measure: await this.measures.reviseMeasure(actor, id, revision) };
  }

  @Mutation(() => MeasurePayload, { description: 'Stops asking for a measure; what was reported stays.' })
  async retireMeasure(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Measure') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { measure: await this.measures.retireMeasure(actor, id, reason) };
  }

  @Mutation(() => MeasurePayload, { description: 'Sets targets; one for the same period and cell is replaced.' })
  async setTargets(@CurrentActor() actor: Actor, @Args('input') input: SetTargetsInput) {
    return { measure: await this.goals.setTargets(actor, input.measureId, input.targets) };
  }

  @Mutation(() => MeasurePayload, { description: 'Says where progress is counted from.' })
  async setBaseline(@CurrentActor() actor: Actor, @Args('input') { measureId, ...baseline }: SetBaselineInput) {
    return { measure: await this.goals.setBaseline(actor, measureId, baseline) };
  }

  @Mutation(() => MeasurePayload, { description: 'Says which organizations are asked for a measure.' })
  async assignMeasure(@CurrentActor() actor: Actor, @Args('input') input: AssignMeasureInput) {
    return { measure: await this.goals.assignMeasure(actor, input.measureId, input.assignments) };
  }

  @ResolveField(() => [MeasureVersionType], { description: 'Its definitions, the oldest first.' })
  versions(@Parent() measure: Measure, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.measures.loadVersions(actor, ids);
    return loadRelated(context, 'Measure.versions', measure.id, load, (version) => version.measureId);
  }

  @ResolveField(() => [TargetType])
  targets(@Parent() measure: Measure, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.goals.loadTargets(actor, ids);
    return loadRelated(context, 'Measure.targets', measure.id, load, (target) => target.measureId);
  }

  @ResolveField(() => BaselineType, { nullable: true })
  baseline(@Parent() measure: Measure, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.goals.loadBaselines(actor, ids);
    return loadOneRelated(context, 'Measure.baseline', measure.id, load, (one) => one.measureId);
  }

  @ResolveField(() => [GoalType], { name: 'goals', description: 'The goals of the common agenda that it serves.' })
  goalsOf(@Parent() measure: Measure, @Context() context: RequestContext) {
    return loadNodes<GoalType>(context, 'Goal', measure.goalIds);
  }
}
