import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { encodeId, type Actor } from '@keelson/platform';
import { ReportsService, type Report } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { CoalitionType } from '../coalitions/coalition.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { PersonType } from '../people/person.type.js';
import { ReportConnection, ReportDownloadsType, ReportType, RequestReportPayload } from './report.type.js';
import { ReportFilterInput, RequestReportInput } from './reports.inputs.js';

@Resolver(() => ReportType)
export class ReportsResolver {
  constructor(@Inject(ReportsService) private readonly reports: ReportsService) {
    registerNode('Report', (actor, ids) => reports.loadReports(actor, ids));
  }

  @Query(() => ReportType, { nullable: true })
  report(@IdArg('id', 'Report') id: string, @Context() context: RequestContext) {
    return loadNode<ReportType>(context, 'Report', id);
  }

  @Query(() => ReportConnection, {
    name: 'reports',
    nullable: true,
    description:
      'The reports of a coalition, newest first: all for backbone staff; for others those that are published to them and those that they requested.',
  })
  listReports(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ReportFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.reports.listReports(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => RequestReportPayload, {
    description:
      'Asks for a report, which is then compiled in the background: ask for its state. For backbone staff and funders; a funder opens it once backbone staff have published it to FUNDERS.',
  })
  async requestReport(@CurrentActor() actor: Actor, @Args('input') input: RequestReportInput) {
    return { report: await this.reports.requestReport(actor, input) };
  }

  @ResolveField(() => ReportDownloadsType)
  downloads(@Parent() report: Report): ReportDownloadsType {
    const path = `/reports/${encodeId('Report', report.id)}`;
    return {
      ...{ csv: `${path}.csv`, json: `${path}.json`, html: `${path}.html`, xlsx: `${path}.xlsx` },
      ...{ pdf: `${path}.pdf`, letterPdf: `${path}.letter.pdf` },
      ...{ cids: `${path}.cids.jsonld`, iati: `${path}.iati.xml`, dhis2: `${path}.dhis2.json` },
    };
  }

  @ResolveField(() => CoalitionType, { nullable: true })
  coalition(@Parent() report: Report, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', report.coalitionId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  requestedBy(@Parent() report: Report, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', report.requestedById);
  }
}
