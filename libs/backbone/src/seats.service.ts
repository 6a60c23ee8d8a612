import { Inject, Injectable } from '@nestjs/common';
import { Database, InvalidInput, InvalidState, newId, record, type Actor, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { activeMembersOf } from './active-member.sql.js';
import { Body } from './body.entity.js';
import { representsGroup } from './representatives.sql.js';
import { Seat } from './seat.entity.js';
import { StakeholderGroup } from './stakeholder-group.entity.js';
import { takeToKeep } from './take-row.js';
import { todayOf } from './today.sql.js';

export interface NewSeat {
  bodyId: string;
  title: string;
  reservedGroupId?: string | null;
  compensation?: string | null;
}

export interface SeatHolder {
  holderOrganizationId: string;
  holderName?: string | null;
  deputyOrganizationId?: string | null;
  deputyName?: string | null;
  termFrom?: string | null;
  termTo?: string | null;
}

@Injectable()
export class SeatsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  addSeat(actor: Actor, input: NewSeat): Promise<Seat> {
    return this.database.work(actor, async (manager) => {
      const body = await takeToKeep(manager, actor, Body, { id: input.bodyId, what: 'body', field: ['bodyId'] });
      if (body.retiredAt) throw new InvalidState('body.retired', 'This body is retired.', 'FROZEN', ['bodyId']);
      const { coalitionId } = body;
      if (input.reservedGroupId) {
        const which = { id: input.reservedGroupId, what: 'stakeholder group', field: ['reservedGroupId'] };
        await takeToKeep(manager, actor, StakeholderGroup, which);
      }
      const seat = manager.create(Seat, {
        ...{ id: newId(), coalitionId, bodyId: body.id, title: input.title.trim(), ...nobody },
        ...{ reservedGroupId: input.reservedGroupId ?? null, compensation: input.compensation?.trim() || null },
        ...{ vacatedOn: await todayOf(manager, coalitionId), closedAt: null, createdAt: new Date() },
      });
      if (!seat.title) throw InvalidInput.at('title', 'REQUIRED', 'Give the seat a title.');
      await manager.insert(Seat, seat);
      await recordSeat(manager, actor, seat, { verb: 'addSeat' });
      return seat;
    });
  }

  /** Puts a member on a seat for a term; whoever held it before leaves it. */
  fillSeat(actor: Actor, id: string, holder: SeatHolder): Promise<Seat> {
    return this.database.work(actor, async (manager) => {
      const seat = await takeToKeep(manager, actor, Seat, { id, what: 'seat' });
      requireOpen(seat);
      const before = { ...seat };
      const termFrom = holder.termFrom ?? (await todayOf(manager, seat.coalitionId));
      const taken = {
        ...{ holderOrganizationId: holder.holderOrganizationId, holderName: holder.holderName?.trim() || null },
        ...{ deputyOrganizationId: holder.deputyOrganizationId ?? null, deputyName: holder.deputyName?.trim() || null },
        ...{ termFrom, termTo: holder.termTo ?? null, vacatedOn: null },
      };
      const problems = await problemsOfHolder(manager, seat, taken);
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.save(Object.assign(seat, taken));
      await recordSeat(manager, actor, seat, { verb: 'fillSeat', before });
      return seat;
    });
  }

  /** Nobody sits on it any more. */
  vacateSeat(actor: Actor, id: string, reason: string): Promise<Seat> {
    return this.leave(actor, id, { verb: 'vacateSeat', reason }, () => undefined);
  }

  /** The body has one seat less; it cannot be opened again. */
  closeSeat(actor: Actor, id: string, reason: string): Promise<Seat> {
    return this.leave(actor, id, { verb: 'closeSeat', reason }, (seat) => {
      seat.closedAt = new Date();
    });
  }

  private async leave(
    actor: Actor,
    id: string,
    { verb, reason }: { verb: string; reason: string },
    change: (seat: Seat) => void,
  ): Promise<Seat> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why.');
    return this.database.work(actor, async (manager) => {
      const seat = await takeToKeep(manager, actor, Seat, { id, what: 'seat' });
      requireOpen(seat);
      const before = { ...seat };
      const vacatedOn = seat.vacatedOn ?? (await todayOf(manager, seat.coalitionId));
      Object.assign(seat, nobody, { vacatedOn });
      change(seat);
      await manager.save(seat);
      await recordSeat(manager, actor, seat, { verb, before, reason });
      return seat;
    });
  }
}

const nobody = {
  ...{ holderOrganizationId: null, holderName: null, deputyOrganizationId: null, deputyName: null },
  ...{ termFrom: null, termTo: null },
};

/** A seat is for active members; a reserved one for those who represent its group when the term starts, deputies too. */
async function problemsOfHolder(
  manager: EntityManager,
  { coalitionId, reservedGroupId }: Seat,
  taken: { holderOrganizationId: string; deputyOrganizationId: string | null; termFrom: string; termTo: string | null },
): Promise<Problem[]> {
  const { holderOrganizationId, deputyOrganizationId, termFrom, termTo } = taken;
  const problems: Problem[] = [];
  if (termTo && termTo < termFrom) {
    const message = `The term cannot end (${termTo}) before it starts (${termFrom}).`;
    problems.push({ code: 'OUT_OF_RANGE', field: ['termTo'], message });
  }
  const people = { holderOrganizationId, ...(deputyOrganizationId ? { deputyOrganizationId } : {}) };
  const active = await activeMembersOf(manager, coalitionId, Object.values(people), termFrom);
  for (const [field, organizationId] of Object.entries(people)) {
    if (!active.has(organizationId)) {
      const message = 'A seat takes an organization that is a PARTNER or BACKBONE member when the term starts.';
      problems.push({ code: 'OUTSIDE_MEMBERSHIP', field: [field], message });
    } else if (
      reservedGroupId &&
      !(await representsGroup(manager, { coalitionId, groupId: reservedGroupId, organizationId }, termFrom))
    ) {
      const group = await manager.findOneByOrFail(StakeholderGroup, { id: reservedGroupId });
      const message = `This seat is reserved for "${group.name}": it takes only a member who represents that group.`;
      problems.push({ code: 'NOT_ALLOWED', field: [field], message });
    }
  }
  return problems;
}

function requireOpen({ closedAt }: Seat): void {
  if (closedAt) throw new InvalidState('seat.closed', 'This seat is closed.', 'FROZEN', ['id']);
}

/** The names of people stay out of the history: they can be taken out of the seat, but not out of that. */
function recordSeat(
  manager: EntityManager,
  actor: Actor,
  seat: Seat,
  { verb, before, reason }: { verb: string; before?: Seat; reason?: string },
): Promise<void> {
  const told = ({
    bodyId,
    title,
    reservedGroupId,
    holderOrganizationId,
    deputyOrganizationId,
    termFrom,
    termTo,
  }: Seat) => ({
    ...{ bodyId, title, reservedGroupId, holderOrganizationId, deputyOrganizationId, termFrom, termTo },
  });
  const change = { coalitionId: seat.coalitionId, verb, subjectType: 'Seat', subjectId: seat.id, reason } as const;
  return record(manager, actor, { ...change, before: before && told(before), after: told(seat) });
}
