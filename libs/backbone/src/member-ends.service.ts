import { Inject, Injectable } from '@nestjs/common';
import { endMembershipOn, Membership } from '@keelson/coalitions';
import {
  Database,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  NotFound,
  speaksFor,
  type Actor,
} from '@keelson/platform';
import { Organization } from '@keelson/organizations';
import { requireDecision } from './require-decision.js';
import { todayOf } from './today.sql.js';

export interface MembershipEnd {
  id: string;
  to: string;
  reason?: string | null;
  decisionId?: string | null;
}

/** How memberships end: a member leaves by itself; removing another one takes an adopted decision. */
@Injectable()
export class MemberEndsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Ends all memberships of an organization that the actor speaks for, on a day from today on. */
  async leaveCoalition(
    actor: Actor,
    { organizationId, on, reason }: { organizationId: string; on?: string | null; reason: string },
  ): Promise<Membership[]> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why you leave; it is kept in the history.');
    return this.database.work(actor, async (manager) => {
      const organization = await manager.findOneBy(Organization, { id: organizationId });
      if (!organization || !isIn(actor, organization.coalitionId))
        throw new NotFound('organization', ['organizationId']);
      const { coalitionId } = organization;
      if (!speaksFor(actor, coalitionId, organizationId)) {
        throw new Forbidden('Only a person who speaks for the organization as its partner leaves for it.');
      }
      const today = await todayOf(manager, coalitionId);
      const to = on ?? today;
      if (to < today) throw InvalidInput.at('on', 'OUT_OF_RANGE', `${to} has passed: today is ${today}.`);
      const memberships = await manager.find(Membership, {
        where: { coalitionId, organizationId },
        order: { id: 'ASC' },
      });
      const open = memberships.filter((one) => (!one.to || one.to > to) && (!one.from || one.from <= to));
      if (open.length === 0) {
        throw InvalidInput.at('organizationId', 'OUTSIDE_MEMBERSHIP', `It is no member beyond ${to}.`);
      }
      for (const membership of open)
        await endMembershipOn(manager, actor, membership, { to, reason, verb: 'leaveCoalition' });
      return open;
    });
  }

  /** Ends a membership on a day by an adopted decision; what the organization reported until then stays. */
  endMembership(actor: Actor, { id, to, reason, decisionId }: MembershipEnd): Promise<Membership> {
    return this.database.work(actor, async (manager) => {
      const membership = await manager.findOneBy(Membership, { id });
      if (!membership || !isIn(actor, membership.coalitionId)) throw new NotFound('membership');
      const { coalitionId, organizationId } = membership;
      if (!isBackbone(actor, coalitionId)) throw new Forbidden();
      if (!decisionId) {
        const message =
          'Removing an organization takes an adopted decision of a decision body; it can leave by itself.';
        throw InvalidInput.at('decisionId', 'REQUIRED', message);
      }
      const wanted = { coalitionId, decisionId, kind: 'REMOVE_MEMBER', subjectId: organizationId } as const;
      await requireDecision(manager, wanted);
      return endMembershipOn(manager, actor, membership, { to, reason, verb: 'endMembership' });
    });
  }
}
