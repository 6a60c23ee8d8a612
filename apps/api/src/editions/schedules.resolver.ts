import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { SchedulesService, type ReportDefinition, type ReportSchedule } from '@keelson/editions';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../people/person.type.js';
import { CalendarRuleInput, ScheduleReportInput } from './editions.inputs.js';
import {
  ReportDefinitionType,
  ReportSchedulePayload,
  ReportScheduleType,
  RequestEditionPayload,
} from './report-definition.type.js';

@Resolver(() => ReportScheduleType)
export class SchedulesResolver {
  constructor(@Inject(SchedulesService) private readonly schedules: SchedulesService) {
    registerNode('ReportSchedule', (actor, ids) => schedules.loadSchedules(actor, ids));
  }

  @Query(() => [DateTimeScalar], {
    nullable: true,
    description: 'The next five moments of a rule, before anybody sets it. A rule that never comes is refused.',
  })
  schedulePreview(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('rule') rule: CalendarRuleInput,
  ) {
    return this.schedules.previewRule(actor, coalitionId, rule);
  }

  @Mutation(() => RequestEditionPayload, {
    description: 'Asks for the next edition at once, by the latest version; it is then compiled in the background.',
  })
  async requestEdition(@CurrentActor() actor: Actor, @IdArg('definitionId', 'ReportDefinition') definitionId: string) {
    return { report: await this.schedules.requestEdition(actor, definitionId) };
  }

  @Mutation(() => ReportSchedulePayload, {
    description: 'Makes an edition whenever the rule says so, on behalf of whoever set it. At most ten for a report.',
  })
  async scheduleReport(@CurrentActor() actor: Actor, @Args('input') { definitionId, rule }: ScheduleReportInput) {
    return { reportSchedule: await this.schedules.scheduleReport(actor, definitionId, { ...rule }) };
  }

  @Mutation(() => ReportSchedulePayload, { description: 'Editions made stay.' })
  async endReportSchedule(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'ReportSchedule') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { reportSchedule: await this.schedules.endSchedule(actor, id, reason) };
  }

  @ResolveField(() => [DateTimeScalar], {
    name: 'next',
    description: 'Its next five moments; empty once it has ended.',
  })
  nextOf(@Parent() schedule: ReportSchedule, @Context() context: RequestContext) {
    const load = async (actor: Actor, ids: readonly string[]) => {
      const schedules = await this.schedules.loadSchedules(actor, ids);
      const next = await this.schedules.nextOf(actor, schedules);
      return schedules.flatMap((one) => next(one).map((moment) => ({ id: one.id, moment })));
    };
    const moments = loadRelated(context, 'ReportSchedule.next', schedule.id, load, (one) => one.id);
    return moments.then((all) => all.map(({ moment }) => moment));
  }

  @ResolveField(() => PersonType, { nullable: true })
  setBy(@Parent() schedule: ReportSchedule, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', schedule.setBy);
  }

  @ResolveField(() => ReportDefinitionType, { nullable: true })
  definition(@Parent() schedule: ReportSchedule, @Context() context: RequestContext) {
    return loadNode<ReportDefinitionType>(context, 'ReportDefinition', schedule.definitionId);
  }
}

@Resolver(() => ReportDefinitionType)
export class DefinitionSchedulesResolver {
  constructor(@Inject(SchedulesService) private readonly schedules: SchedulesService) {}

  @ResolveField(() => [ReportScheduleType], { name: 'schedules', description: 'Also those that have ended.' })
  schedulesOf(@Parent() { id }: ReportDefinition, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.schedules.schedulesOf(actor, ids);
    return loadRelated(context, 'ReportDefinition.schedules', id, load, (one) => one.definitionId);
  }
}
