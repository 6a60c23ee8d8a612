import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  DefinitionsService,
  LogosService,
  SchedulesService,
  type DefinitionContent,
  type ReportDefinition,
  type ReportDefinitionVersion,
  type ReportEdition,
} from '@keelson/editions';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { MeasureType } from '../measures/measure.type.js';
import { ReportType } from '../reports/report.type.js';
import {
  ChangeReportDefinitionInput,
  DefineReportInput,
  ReportDefinitionFilterInput,
  SetReportLogoInput,
} from './editions.inputs.js';
import {
  NarrativeSectionType,
  ReportDefinitionConnection,
  ReportDefinitionPayload,
  ReportDefinitionType,
  ReportDefinitionVersionType,
  ReportEditionType,
  ReportLogoType,
} from './report-definition.type.js';

@Resolver(() => ReportDefinitionType)
export class DefinitionsResolver {
  constructor(
    @Inject(DefinitionsService) private readonly definitions: DefinitionsService,
    @Inject(SchedulesService) private readonly schedules: SchedulesService,
    @Inject(LogosService) private readonly logos: LogosService,
  ) {
    registerNode('ReportDefinition', (actor, ids) => definitions.loadDefinitions(actor, ids));
  }

  @Query(() => ReportDefinitionType, { nullable: true, description: 'For backbone staff.' })
  reportDefinition(@IdArg('id', 'ReportDefinition') id: string, @Context() context: RequestContext) {
    return loadNode<ReportDefinitionType>(context, 'ReportDefinition', id);
  }

  @Query(() => ReportDefinitionConnection, {
    name: 'reportDefinitions',
    nullable: true,
    description: 'The reports that come again, by code. For backbone staff.',
  })
  listDefinitions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ReportDefinitionFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.definitions.listDefinitions(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => ReportDefinitionPayload, {
    description: 'Defines a report that comes again. Nothing is compiled yet: request an edition, or schedule it.',
  })
  async defineReport(@CurrentActor() actor: Actor, @Args('input') { coalitionId, code, ...input }: DefineReportInput) {
    const content: DefinitionContent = input;
    return { reportDefinition: await this.definitions.defineReport(actor, coalitionId, { code, ...content }) };
  }

  @Mutation(() => ReportDefinitionPayload, {
    description: 'Adds a version, in full: what is left out is as if it had never been said. Editions made stay.',
  })
  async changeReportDefinition(
    @CurrentActor() actor: Actor,
    @Args('input') { id, reason, ...content }: ChangeReportDefinitionInput,
  ) {
    return { reportDefinition: await this.definitions.changeDefinition(actor, id, content, reason) };
  }

  @Mutation(() => ReportDefinitionPayload, { description: 'Ends its schedules; its code stays taken.' })
  async retireReportDefinition(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'ReportDefinition') id: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { reportDefinition: await this.definitions.retireDefinition(actor, id, reason) };
  }

  @Mutation(() => ReportDefinitionPayload, {
    description: 'Adds a version with this logo, and else as the one before. Editions made keep theirs.',
  })
  async setReportLogo(@CurrentActor() actor: Actor, @Args('input') input: SetReportLogoInput) {
    return { reportDefinition: await this.logos.setLogo(actor, input) };
  }

  @Mutation(() => ReportDefinitionPayload, {
    description: 'Adds a version without a logo, and else as the one before. Editions made keep theirs.',
  })
  async removeReportLogo(
    @CurrentActor() actor: Actor,
    @IdArg('definitionId', 'ReportDefinition') definitionId: string,
    @Args('reason', { type: () => String }) reason: string,
  ) {
    return { reportDefinition: await this.logos.removeLogo(actor, definitionId, reason) };
  }

  @ResolveField(() => [ReportDefinitionVersionType], { description: 'The latest first.' })
  versions(@Parent() { id }: ReportDefinition, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.definitions.versionsOf(actor, ids);
    return loadRelated(context, 'ReportDefinition.versions', id, load, (one) => one.definitionId);
  }

  @ResolveField(() => [ReportEditionType], { description: 'The latest first.' })
  editions(@Parent() { id }: ReportDefinition, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.schedules.editionsOf(actor, ids);
    return loadRelated(context, 'ReportDefinition.editions', id, load, (one) => one.definitionId);
  }
}

@Resolver(() => ReportDefinitionVersionType)
export class DefinitionVersionResolver {
  constructor(@Inject(LogosService) private readonly logos: LogosService) {}

  @ResolveField(() => ReportLogoType, { nullable: true })
  async logo(@Parent() { logoId }: ReportDefinitionVersion, @Context() context: RequestContext) {
    if (logoId === null) return null;
    const load = (actor: Actor, ids: readonly string[]) => this.logos.loadLogos(actor, ids);
    const [logo] = await loadRelated(context, 'ReportDefinitionVersion.logo', logoId, load, ({ id }) => id);
    return logo ?? null;
  }

  @ResolveField(() => [MeasureType], {
    nullable: true,
    description: 'Null: all that are active when an edition is made.',
  })
  measures(@Parent() { measureIds }: ReportDefinitionVersion, @Context() context: RequestContext) {
    return measureIds && loadNodes<MeasureType>(context, 'Measure', measureIds);
  }
}

@Resolver(() => NarrativeSectionType)
export class NarrativeSectionResolver {
  @ResolveField(() => MeasureType, { nullable: true, description: 'Null: it is about the report as a whole.' })
  measure(@Parent() { measureId }: NarrativeSectionType, @Context() context: RequestContext) {
    return measureId ? loadNode<MeasureType>(context, 'Measure', measureId) : null;
  }
}

@Resolver(() => ReportEditionType)
export class ReportEditionResolver {
  @ResolveField(() => ReportType, { nullable: true })
  report(@Parent() { reportId }: ReportEdition, @Context() context: RequestContext) {
    return loadNode<ReportType>(context, 'Report', reportId);
  }
}
