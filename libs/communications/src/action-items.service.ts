import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { ActionItem } from './action-item.entity.js';
import { canCompleteActionItem } from './communications.policy.js';
import { problem, problemsOfText } from './conversation-input.js';
import { dayIn } from './day-in.js';
import { findEditable, lockConversation } from './find-conversation.js';
import { ReferencesService } from './references.service.js';

export interface NewActionItem {
  conversationId: string;
  description: string;
  ownerOrganizationId: string;
  ownerName?: string | null;
  due: string;
}

export interface ActionItemFilter {
  organizationIds?: string[] | null;
  open?: boolean | null;
  /** Open, and due before today in the coalition's time zone. */
  overdue?: boolean | null;
}

@Injectable()
export class ActionItemsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReferencesService) private readonly references: ReferencesService,
  ) {}

  async addActionItem(actor: Actor, input: NewActionItem): Promise<ActionItem> {
    const known = await this.database.read(actor, (manager) => findEditable(manager, actor, input.conversationId));
    const { coalitionId } = known.conversation;
    const owner = { id: input.ownerOrganizationId, field: ['ownerOrganizationId'] };
    await this.references.requireOrganizations(actor, coalitionId, [owner]);
    return this.database.work(actor, async (manager) => {
      const { conversation } = await lockConversation(manager, actor, input.conversationId);
      const { timeZone } = await findCoalition(manager, actor, coalitionId);
      const held = dayIn(timeZone, conversation.heldAt);
      const problems = problemsOfText('description', input.description);
      // A log is often written later, so that a due date may have passed; one before the conversation is mistyped.
      if (input.due < held) {
        problems.push(problem('OUT_OF_RANGE', 'due', `Write a day from that of the conversation (${held}) on.`));
      }
      if (problems.length > 0) throw new InvalidInput(problems);
      const item = manager.create(ActionItem, {
        id: newId(),
        coalitionId,
        conversationId: conversation.id,
        description: input.description,
        ownerOrganizationId: input.ownerOrganizationId,
        ownerName: input.ownerName ?? null,
        due: input.due,
        doneAt: null,
        createdAt: new Date(),
      });
      await manager.insert(ActionItem, item);
      const { description, ownerOrganizationId, ownerName, due } = item;
      const after = { description, ownerOrganizationId, ownerName, due };
      await record(manager, actor, { ...subject('addActionItem', item), after });
      return item;
    });
  }

  completeActionItem(actor: Actor, id: string, reason?: string | null): Promise<ActionItem> {
    return this.changeState(actor, id, 'completeActionItem', reason, (item) => {
      if (item.doneAt) throw new InvalidState('actionItem.done', 'This action item is done already.');
      item.doneAt = new Date();
    });
  }

  reopenActionItem(actor: Actor, id: string, reason?: string | null): Promise<ActionItem> {
    return this.changeState(actor, id, 'reopenActionItem', reason, (item) => {
      if (!item.doneAt) throw new InvalidState('actionItem.open', 'This action item is open.');
      item.doneAt = null;
    });
  }

  /** By due date. */
  async listActionItems(
    actor: Actor,
    coalitionId: string,
    filter: ActionItemFilter,
    page: PageArguments,
  ): Promise<Page<ActionItem>> {
    const { timeZone } = await this.database.read(actor, (manager) => findCoalition(manager, actor, coalitionId));
    const today = dayIn(timeZone);
    const overdue = '(item.doneAt IS NULL AND item.due < :today)';
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(ActionItem, 'item').where({ coalitionId });
      if (filter.organizationIds) builder.andWhere({ ownerOrganizationId: In(filter.organizationIds) });
      if (filter.open != null) builder.andWhere(`item.doneAt IS ${filter.open ? '' : 'NOT '}NULL`);
      if (filter.overdue != null) builder.andWhere(`${filter.overdue ? '' : 'NOT '}${overdue}`, { today });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'actionItems', by: ['due', 'id'] });
  }

  private changeState(
    actor: Actor,
    id: string,
    verb: string,
    reason: string | null | undefined,
    change: (item: ActionItem) => void,
  ): Promise<ActionItem> {
    return this.database.work(actor, async (manager) => {
      const item = await manager.findOne(ActionItem, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!item || !isIn(actor, item.coalitionId)) throw new NotFound('action item', ['id']);
      if (!canCompleteActionItem(actor, item)) {
        throw new Forbidden('Backbone staff and the organization that owns an action item say whether it is done.');
      }
      const before = { doneAt: item.doneAt };
      change(item);
      await manager.save(item);
      await record(manager, actor, { ...subject(verb, item), reason, before, after: { doneAt: item.doneAt } });
      return item;
    });
  }
}

function subject(verb: string, { coalitionId, id }: ActionItem) {
  return { coalitionId, verb, subjectType: 'ActionItem', subjectId: id } as const;
}
