import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@keelson/platform';
import { PublicationsService, type Report, type ReportPublication } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { PersonType } from '../people/person.type.js';
import { PublishReportPayload, ReportPublicationType, ReportType, WithdrawReportPayload } from './report.type.js';
import { PublishReportInput, WithdrawReportInput } from './reports.inputs.js';

@Resolver(() => ReportType)
export class PublicationsResolver {
  constructor(@Inject(PublicationsService) private readonly publications: PublicationsService) {}

  @Mutation(() => PublishReportPayload, {
    description:
      'Shows a COMPILED report to audiences: they list, load and download it from now on. For backbone staff.',
  })
  async publishReport(@CurrentActor() actor: Actor, @Args('input') { id, audiences }: PublishReportInput) {
    return { report: await this.publications.publishReport(actor, id, audiences) };
  }

  @Mutation(() => WithdrawReportPayload, {
    description: 'Ends all publications of a report, with a reason that stays on record. For backbone staff.',
  })
  async withdrawReport(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawReportInput) {
    return { report: await this.publications.withdrawReport(actor, id, reason) };
  }

  @ResolveField('publications', () => [ReportPublicationType], {
    description: 'All for backbone staff, also withdrawn ones; for others those that stand for them.',
  })
  publicationsOf(@Parent() report: Report, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.publications.publicationsOf(actor, ids);
    return loadRelated(context, 'Report.publications', report.id, load, (one) => one.reportId);
  }
}

@Resolver(() => ReportPublicationType)
export class ReportPublicationResolver {
  @ResolveField(() => PersonType, { nullable: true })
  publishedBy(@Parent() publication: ReportPublication, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', publication.publishedBy);
  }

  @ResolveField(() => PersonType, { nullable: true })
  withdrawnBy(@Parent() publication: ReportPublication, @Context() context: RequestContext) {
    return publication.withdrawnBy && loadNode<PersonType>(context, 'Person', publication.withdrawnBy);
  }
}
