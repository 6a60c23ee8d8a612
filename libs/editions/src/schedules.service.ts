import { Inject, Injectable } from '@nestjs/common';
import { Coalition, findCoalition } from '@keelson/coalitions';
import {
  coalitionIdsOf,
  Database,
  findMine,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  Queues,
  record,
  requireReason,
  type Actor,
} from '@keelson/platform';
import { compileReportJob, type Report } from '@keelson/reports';
import { In, IsNull } from 'typeorm';
import { checkRule, nextDates, type CalendarRule } from './calendar-rule.js';
import { requirePlanner, takeDefinition } from './definitions.service.js';
import { canSeePlans } from './editions.policy.js';
import { makeEdition } from './make-edition.js';
import { ReportEdition } from './report-edition.entity.js';
import { ReportSchedule } from './report-schedule.entity.js';

const mostSchedules = 10;
const previewed = 5;

/** When editions are made, and those that were. */
@Injectable()
export class SchedulesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /** An edition at once, by the latest version. */
  async requestEdition(actor: Actor, definitionId: string): Promise<Report> {
    const report = await this.database.work(actor, async (manager) => {
      return makeEdition(manager, actor, await takeDefinition(manager, actor, definitionId), null);
    });
    const { id: reportId, coalitionId } = report;
    await this.queues.enqueue(compileReportJob, { reportId, coalitionId, requestId: actor.requestId });
    return report;
  }

  /** From now on the worker asks for an edition whenever the rule says so, on behalf of whoever set it. */
  async scheduleReport(actor: Actor, definitionId: string, rule: CalendarRule): Promise<ReportSchedule> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = await takeDefinition(manager, actor, definitionId);
      const { timeZone } = await manager.findOneByOrFail(Coalition, { id: coalitionId });
      const problems = checkRule(rule, timeZone);
      if (problems.length > 0) throw new InvalidInput(problems);
      const live = await manager.countBy(ReportSchedule, { coalitionId, definitionId, endedAt: IsNull() });
      if (live >= mostSchedules) {
        throw InvalidInput.at('definitionId', 'TOO_MANY', `A report has at most ${mostSchedules} schedules.`);
      }
      const [nextAt] = nextDates(rule, timeZone, new Date(), 1);
      const schedule = manager.create(ReportSchedule, {
        ...{ id: newId(), coalitionId, definitionId, rule, nextAt: nextAt ?? null, setBy: actor.personId },
        ...{ setAt: new Date(), endedAt: null, endReason: null },
      });
      await manager.insert(ReportSchedule, schedule as never);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'scheduleReport', subjectType: 'ReportSchedule', subjectId: schedule.id },
        after: { definitionId, rule: { ...rule } },
      });
      return schedule;
    });
  }

  async endSchedule(actor: Actor, id: string, reason: string): Promise<ReportSchedule> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const where = { id, coalitionId: In(coalitionIdsOf(actor)) };
      const schedule = await manager.findOne(ReportSchedule, { where, lock: { mode: 'pessimistic_write' } });
      if (!schedule) throw new NotFound('report schedule', ['id']);
      requirePlanner(actor, schedule.coalitionId);
      if (schedule.endedAt) {
        const message = 'This schedule has ended already.';
        throw new InvalidState('reportSchedule.ended', message, 'INVALID_STATE', ['id']);
      }
      Object.assign(schedule, { endedAt: new Date(), nextAt: null, endReason: reason });
      await manager.save(schedule);
      const subject = { subjectType: 'ReportSchedule', subjectId: id } as const;
      await record(manager, actor, {
        coalitionId: schedule.coalitionId,
        verb: 'endReportSchedule',
        ...subject,
        reason,
      });
      return schedule;
    });
  }

  /** The next five moments of a rule, before anybody sets it. */
  async previewRule(actor: Actor, coalitionId: string, rule: CalendarRule): Promise<Date[]> {
    const { timeZone } = await this.database.read(actor, (manager) => findCoalition(manager, actor, coalitionId));
    requirePlanner(actor, coalitionId);
    const problems = checkRule(rule, timeZone);
    if (problems.length > 0) throw new InvalidInput(problems);
    return nextDates(rule, timeZone, new Date(), previewed);
  }

  /** The next five moments of schedules; none of one that ended. */
  async nextOf(actor: Actor, schedules: readonly ReportSchedule[]): Promise<(schedule: ReportSchedule) => Date[]> {
    const id = In(coalitionIdsOf(actor).filter((one) => schedules.some(({ coalitionId }) => coalitionId === one)));
    const coalitions = await this.database.read(actor, (manager) => manager.findBy(Coalition, { id }));
    const zones = new Map(coalitions.map(({ id, timeZone }) => [id, timeZone]));
    return ({ rule, coalitionId, nextAt }) => {
      const zone = zones.get(coalitionId);
      return nextAt && zone ? nextDates(rule, zone, new Date(nextAt.getTime() - 1), previewed) : [];
    };
  }

  async loadSchedules(actor: Actor, ids: readonly string[]): Promise<ReportSchedule[]> {
    return this.mine(actor, await findMine(this.database, actor, ReportSchedule, 'id', ids));
  }

  async schedulesOf(actor: Actor, definitionIds: readonly string[]): Promise<ReportSchedule[]> {
    const order = { setAt: 'ASC', id: 'ASC' } as const;
    return this.mine(actor, await findMine(this.database, actor, ReportSchedule, 'definitionId', definitionIds, order));
  }

  /** The latest first. */
  async editionsOf(actor: Actor, definitionIds: readonly string[]): Promise<ReportEdition[]> {
    const found = await findMine(this.database, actor, ReportEdition, 'definitionId', definitionIds, {
      number: 'DESC',
    });
    return this.mine(actor, found);
  }

  private mine<T extends { coalitionId: string }>(actor: Actor, found: T[]): T[] {
    return found.filter(({ coalitionId }) => canSeePlans(actor, coalitionId));
  }
}
