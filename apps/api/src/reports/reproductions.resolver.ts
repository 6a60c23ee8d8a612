import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@keelson/platform';
import { ReproductionsService, type Report } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { loadRelated } from '../graphql/related.js';
import { ReportType } from './report.type.js';
import { ReproduceReportInput, ReproduceReportPayload, ReproductionType } from './reproduction.type.js';

@Resolver(() => ReportType)
export class ReproductionsResolver {
  constructor(@Inject(ReproductionsService) private readonly service: ReproductionsService) {}

  @Mutation(() => ReproduceReportPayload, {
    description:
      'Has the worker compile a COMPILED report once more, from its watermark; ask for `reproductions` of the report until the first one has ended. Nothing of the report changes. For backbone staff.',
  })
  async reproduceReport(@CurrentActor() actor: Actor, @Args('input') { id }: ReproduceReportInput) {
    return { report: await this.service.requestReproduction(actor, id) };
  }

  @ResolveField(() => [ReproductionType], {
    description: 'How often it was compiled once more, and what came of it; the last one first. For backbone staff.',
  })
  async reproductions(@Parent() report: Report, @Context() context: RequestContext): Promise<ReproductionType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.service.reproductionsOf(actor, ids);
    const found = await loadRelated(context, 'Report.reproductions', report.id, load, (one) => one.reportId);
    return found.map((one) => ({ ...one, changed: one.changed?.map((name) => name.toUpperCase()) ?? null }));
  }
}
