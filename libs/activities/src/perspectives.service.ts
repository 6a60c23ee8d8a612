import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  NotFound,
  type Actor,
  type Problem,
} from '@keelson/platform';
import { IsNull, type EntityManager } from 'typeorm';
import { canChangeActivity } from './activities.policy.js';
import { findActivity, recordActivity } from './activities.service.js';
import { askForPerspective } from './ask-for-perspective.js';
import { OutsidePerspective, type PerspectiveDisposition } from './outside-perspective.entity.js';

/** Views from outside on an activity; each verb is for backbone staff and the lead. */
@Injectable()
export class PerspectivesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keeps what somebody from outside said: it answers the invitation that stands open, if one does. */
  async recordPerspective(
    actor: Actor,
    input: { activityId: string; fromWhom: string; text: string },
  ): Promise<OutsidePerspective> {
    const problems = problemsOf(input);
    if (problems.length > 0) throw new InvalidInput(problems);
    return this.database.work(actor, async (manager) => {
      const activity = await findActivity(manager, actor, input.activityId, { field: 'activityId', lock: true });
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      const now = new Date();
      const open = { activityId: activity.id, skippedAt: IsNull(), receivedAt: IsNull() };
      const perspective =
        (await manager.findOneBy(OutsidePerspective, open)) ?? (await askForPerspective(manager, activity, now));
      perspective.fromWhom = input.fromWhom.trim();
      perspective.text = input.text.trim();
      perspective.receivedAt = now;
      await keep(manager, actor, 'recordOutsidePerspective', perspective);
      return perspective;
    });
  }

  /** Goes on without a view from outside. */
  skipPerspective(actor: Actor, id: string, reason?: string | null): Promise<OutsidePerspective> {
    return this.change(actor, 'skipOutsidePerspective', id, (perspective) => {
      if (perspective.skippedAt) throw refusal('perspective.skipped', 'This invitation was skipped already.');
      if (perspective.receivedAt) throw refusal('perspective.received', 'Somebody answered; say what came of it.');
      perspective.skippedAt = new Date();
      perspective.skipReason = reason?.trim() || null;
    });
  }

  /** Says what came of it: USED, PARTLY or NOT_USED, and what changed, or why nothing did. */
  disposeOfPerspective(
    actor: Actor,
    input: { id: string; disposition: PerspectiveDisposition; whatChanged: string },
  ): Promise<OutsidePerspective> {
    return this.change(actor, 'disposeOfOutsidePerspective', input.id, (perspective) => {
      if (!perspective.receivedAt) throw refusal('perspective.open', 'Nobody has said anything yet.');
      if (!input.whatChanged.trim()) {
        const message = 'Say what changed in the activity, or why nothing did.';
        throw InvalidInput.at('whatChanged', 'REQUIRED', message);
      }
      perspective.disposition = input.disposition;
      perspective.whatChanged = input.whatChanged.trim();
      perspective.disposedAt = new Date();
    });
  }

  loadPerspectives(actor: Actor, ids: readonly string[]): Promise<OutsidePerspective[]> {
    return findMine(this.database, actor, OutsidePerspective, 'id', ids);
  }

  loadPerspectivesOf(actor: Actor, activityIds: readonly string[]): Promise<OutsidePerspective[]> {
    return findMine(this.database, actor, OutsidePerspective, 'activityId', activityIds, { askedAt: 'ASC', id: 'ASC' });
  }

  private change(
    actor: Actor,
    verb: string,
    id: string,
    change: (perspective: OutsidePerspective) => void,
  ): Promise<OutsidePerspective> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const perspective = await manager.findOne(OutsidePerspective, { where: { id }, lock });
      if (!perspective || !coalitionIdsOf(actor).includes(perspective.coalitionId)) {
        throw new NotFound('outside perspective', ['id']);
      }
      const activity = await findActivity(manager, actor, perspective.activityId);
      if (!canChangeActivity(actor, activity)) throw new Forbidden();
      const before = snapshotOf(perspective);
      change(perspective);
      await keep(manager, actor, verb, perspective, before);
      return perspective;
    });
  }
}

async function keep(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  perspective: OutsidePerspective,
  before?: Record<string, unknown>,
): Promise<void> {
  await manager.save(perspective);
  const { activityId: id, coalitionId, skipReason: reason } = perspective;
  await recordActivity(manager, actor, verb, { id, coalitionId }, { reason, before, after: snapshotOf(perspective) });
}

function problemsOf({ fromWhom, text }: { fromWhom: string; text: string }): Problem[] {
  const required = (field: string, message: string): Problem => ({ code: 'REQUIRED', field: [field], message });
  return [
    ...(fromWhom.trim() ? [] : [required('fromWhom', 'Say who looked at it from outside.')]),
    ...(text.trim() ? [] : [required('text', 'Say what they said.')]),
  ];
}

function refusal(rule: string, message: string): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}

function snapshotOf(perspective: OutsidePerspective): Record<string, unknown> {
  const { id: perspectiveId, coalitionId, activityId, createdAt, ...kept } = perspective;
  return { perspectiveId, ...kept };
}
