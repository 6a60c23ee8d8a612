import { Inject, Injectable, Logger } from '@nestjs/common';
import { RoleGrant } from '@keelson/coalitions';
import {
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isDatabaseAway,
  NotFound,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { nextDates, type CalendarRule } from './calendar-rule.js';
import { takeDefinition } from './definitions.service.js';
import { canPlanReports } from './editions.policy.js';
import { dueSchedules, endSchedule, moveSchedule, takeSchedule } from './due-schedules.sql.js';
import { makeEdition } from './make-edition.js';

interface DueSchedule {
  id: string;
  coalitionId: string;
  setBy: string;
}

interface Taken {
  definitionId: string;
  rule: CalendarRule;
  nextAt: Date;
  timeZone: string;
}

/** Moments that passed while no worker ran are looked at up to here; a rule fires once a day at most. */
const mostMissed = 4_000;

/** Makes the editions that are due, in the worker. Any number of workers: a moment of a schedule makes one edition. */
@Injectable()
export class DueEditions {
  private readonly log = new Logger('Editions');

  constructor(@Inject(Database) private readonly database: Database) {}

  /** The sweep of reports enqueues what this asks for. */
  async makeDueEditions(): Promise<void> {
    const due = await this.database.identify({}, (manager) => run<DueSchedule>(manager, dueSchedules));
    for (const schedule of due) {
      try {
        await this.makeOne(schedule);
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        this.log.error({ message: `Schedule ${schedule.id} made no edition: ${message}` });
      }
    }
  }

  private async makeOne(schedule: DueSchedule): Promise<void> {
    const { coalitionId } = schedule;
    const actor = await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const grants = await manager.findBy(RoleGrant, { coalitionId, personId: schedule.setBy });
      return actorOf(schedule, grants);
    });
    if (!canPlanReports(actor, coalitionId)) {
      await this.end(actor, schedule, 'Whoever set it may not plan reports here any more.');
      return;
    }
    try {
      await this.database.work(actor, (manager) => this.fire(manager, actor, schedule));
    } catch (error) {
      if (!isForGood(error)) throw error;
      await this.end(actor, schedule, error.message);
    }
  }

  /** Of several moments that passed, the latest one makes an edition: the earlier ones would say less. */
  private async fire(manager: EntityManager, actor: Actor, { id }: DueSchedule): Promise<void> {
    const [taken] = await run<Taken>(manager, takeSchedule, [id]);
    if (!taken) return;
    const { rule, timeZone, nextAt, definitionId } = taken;
    const now = Date.now();
    let dueAt = nextAt;
    let [next] = nextDates(rule, timeZone, dueAt, 1);
    for (let passed = 0; next && next.getTime() <= now && passed < mostMissed; passed++) {
      dueAt = next;
      [next] = nextDates(rule, timeZone, dueAt, 1);
    }
    const definition = await takeDefinition(manager, actor, definitionId);
    await makeEdition(manager, actor, definition, { scheduleId: id, dueAt });
    await run(manager, moveSchedule, [id, next]);
  }

  /** What can never be made ends its schedule, and says why; whoever plans reports sets another one. */
  private async end(actor: Actor, { id, coalitionId }: DueSchedule, why: string): Promise<void> {
    const reason = `It could make no edition any more. ${why}`;
    await this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, endSchedule, [id, reason])).length === 0) return;
      const subject = { subjectType: 'ReportSchedule', subjectId: id } as const;
      await record(manager, actor, { coalitionId, verb: 'endReportSchedule', ...subject, reason });
    });
  }
}

/** Whoever set it, with the roles of now. */
function actorOf({ id, setBy }: DueSchedule, grants: RoleGrant[]): Actor {
  return {
    personId: setBy,
    keyId: null,
    administrator: false,
    scopes: ['REPORT'],
    roles: grants.map(({ coalitionId, role, organizationId }) => ({ coalitionId, role, organizationId })),
    requestId: `schedule ${id}`,
  };
}

function isForGood(error: unknown): error is Error {
  return [Forbidden, InvalidInput, InvalidState, NotFound].some((kind) => error instanceof kind);
}
