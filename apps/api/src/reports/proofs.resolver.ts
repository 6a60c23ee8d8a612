import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@keelson/platform';
import { DriftService, ProofsService, type Report } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadOneRelated } from '../graphql/related.js';
import { ReportType, ReportVerificationType } from './report.type.js';
import { ReportDriftType } from './restatement.type.js';

@Resolver(() => ReportType)
export class ProofsResolver {
  constructor(
    @Inject(ProofsService) private readonly proofs: ProofsService,
    @Inject(DriftService) private readonly drift: DriftService,
  ) {}

  @Query(() => ReportVerificationType, {
    nullable: true,
    description:
      'Whether a copy of a report is what was given out. `sha256` is `report.sha256` of its JSON; the README has a command that makes it from the file.',
  })
  verifyReport(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Report') id: string,
    @Args('sha256', { type: () => String }) sha256: string,
  ) {
    return this.proofs.verifyReport(actor, id, sha256);
  }

  @Query(() => ReportDriftType, {
    nullable: true,
    description:
      'Which figures of a report are others now, and why. For backbone staff; the next edition tells it to audiences, as `restatement` in its JSON.',
  })
  async reportDrift(@CurrentActor() actor: Actor, @IdArg('id', 'Report') id: string): Promise<ReportDriftType> {
    const { changes, isCut = false, circumstances } = await this.drift.reportDrift(actor, id);
    return {
      changes: changes.map(({ cell, isHeadline = false, ...change }) => ({
        ...change,
        isHeadline,
        categories: Object.entries(cell).map(([dimension, category]) => ({ dimension, category })),
      })),
      isCut,
      circumstances: circumstances.map((one) => one.toUpperCase()),
    };
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'SHA-256 in hex of the content as you see it: of its JSON without `report.sha256`, in the form of RFC 8785. Audiences have hashes of their own, because small numbers are hidden from them. Null until it is compiled, while it is not published to you, and for reports of an older version.',
  })
  async sha256(@Parent() report: Report, @Context() context: RequestContext): Promise<string | null> {
    const load = (actor: Actor, ids: readonly string[]) => this.proofs.hashesOf(actor, ids);
    const found = await loadOneRelated(context, 'Report.sha256', report.id, load, (one) => one.reportId);
    return found?.sha256 ?? null;
  }
}
