import { Inject } from '@nestjs/common';
import { Context, Resolver, Subscription } from '@nestjs/graphql';
import { NotFound, Unauthenticated } from '@keelson/platform';
import { hasEnded, ReportsService, type Report } from '@keelson/reports';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { ReportChanges } from './report-changes.js';
import { ReportType } from './report.type.js';

interface Event {
  reportProgress: Report;
}

@Resolver(() => ReportType)
export class ReportProgressResolver {
  constructor(
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(ReportChanges) private readonly changes: ReportChanges,
  ) {}

  @Subscription(() => ReportType, {
    description:
      'The report as it is now, and again whenever its state or progress changes, until it is COMPILED, FAILED or CANCELLED.',
  })
  async reportProgress(
    @IdArg('id', 'Report') id: string,
    @Context() context: RequestContext,
  ): Promise<AsyncIterableIterator<Event>> {
    const changes = await this.changes.follow(id);
    return new ProgressEvents(changes, () => this.load(context, id));
  }

  /** With the rights that the actor has at this moment. */
  private async load({ request, renew }: RequestContext, id: string): Promise<Report> {
    const actor = renew ? await renew() : request.actor;
    if (!actor) throw new Unauthenticated();
    const [report] = await this.reports.loadReports(actor, [id]);
    if (!report) throw new NotFound('report', ['id']);
    return report;
  }
}

/**
 * Not an async generator: its `return()` would wait for the change that it is waiting for, and a subscription that its
 * client ended would never be cleared away.
 */
class ProgressEvents implements AsyncIterableIterator<Event> {
  private seen: string | undefined;
  private last = false;

  constructor(
    private readonly changes: AsyncIterator<unknown>,
    private readonly load: () => Promise<Report>,
  ) {}

  async next(): Promise<IteratorResult<Event>> {
    try {
      while (!this.last) {
        if (this.seen !== undefined && (await this.changes.next()).done) break;
        const report = await this.load();
        const { state, progress } = report;
        const now = `${state} ${progress?.done}/${progress?.total}`;
        if (now === this.seen) continue;
        this.seen = now;
        this.last = hasEnded(report);
        return { value: { reportProgress: report }, done: false };
      }
    } catch (error) {
      await this.return();
      throw error;
    }
    return this.return();
  }

  async return(): Promise<IteratorResult<Event>> {
    this.last = true;
    await this.changes.return?.();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
