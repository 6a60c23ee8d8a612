import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  requireReason,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { checkRule } from './check-rule.js';
import { QualityRule, type Importance, type RuleOperator } from './quality-rule.entity.js';
import { canManageRules, canSeeRules } from './quality.policy.js';

export interface NewQualityRule {
  code: string;
  name: string;
  left: string;
  operator: RuleOperator;
  right: string;
  importance: Importance;
}

export type QualityRuleChanges = { [K in Exclude<keyof NewQualityRule, 'code'>]?: NewQualityRule[K] | null };

/** What a coalition wants to hold between an organization's own numbers. */
@Injectable()
export class QualityRulesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async createRule(actor: Actor, coalitionId: string, input: NewQualityRule): Promise<QualityRule> {
    requireManage(actor, coalitionId);
    return this.database.work(actor, async (manager) => {
      const checked = await checkRule(manager, coalitionId, input);
      const rule = { ...input, ...checked, id: newId(), coalitionId, active: true, createdAt: new Date() };
      // Two rules with one code at once: the second one finds it taken, instead of failing.
      const made = await manager
        .createQueryBuilder()
        .insert()
        .into(QualityRule)
        .values(rule)
        .orIgnore()
        .returning('id')
        .execute();
      if ((made.raw as unknown[]).length === 0) {
        throw InvalidInput.at('code', 'TAKEN', `The code "${input.code}" is taken in this coalition.`);
      }
      await recordRule(manager, actor, rule, 'createQualityRule', { after: { ...input } });
      return manager.create(QualityRule, rule);
    });
  }

  /** From now on; explanations of what the rule said before do not hold for what it says then. */
  async updateRule(actor: Actor, id: string, changes: QualityRuleChanges): Promise<QualityRule> {
    return this.database.work(actor, async (manager) => {
      const rule = await findRule(manager, actor, id);
      requireManage(actor, rule.coalitionId);
      const before = { ...rule };
      const told = Object.entries(changes).filter(([, value]) => value != null);
      Object.assign(rule, Object.fromEntries(told));
      Object.assign(rule, await checkRule(manager, rule.coalitionId, rule));
      await manager.save(rule);
      await recordRule(manager, actor, rule, 'updateQualityRule', { before, after: { ...rule } });
      return rule;
    });
  }

  /** Judges nothing any more; what was explained stays. */
  retireRule(actor: Actor, id: string, reason: string): Promise<QualityRule> {
    return this.turn(actor, id, 'retireQualityRule', reason, async (_manager, rule) => {
      rule.active = false;
    });
  }

  /** Judges again, by what it said last, as far as its measures still let it. */
  reactivateRule(actor: Actor, id: string, reason: string): Promise<QualityRule> {
    return this.turn(actor, id, 'reactivateQualityRule', reason, async (manager, rule) => {
      if (rule.active) throw new InvalidState('quality_rule.active', `The rule "${rule.code}" is in force already.`);
      Object.assign(rule, await checkRule(manager, rule.coalitionId, rule), { active: true });
    });
  }

  async loadRules(actor: Actor, ids: readonly string[]): Promise<QualityRule[]> {
    const rules = await findMine(this.database, actor, QualityRule, 'id', ids);
    return rules.filter(({ coalitionId }) => canSeeRules(actor, coalitionId));
  }

  listRules(
    actor: Actor,
    coalitionId: string,
    filter: { retired?: boolean | null },
    page: PageArguments,
  ): Promise<Page<QualityRule>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!canSeeRules(actor, coalitionId)) throw new Forbidden();
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(QualityRule, 'rule').where({ coalitionId });
      if (!filter.retired) builder.andWhere('rule.active');
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'quality-rules', by: ['code', 'id'] });
  }

  private async turn(
    actor: Actor,
    id: string,
    verb: string,
    reason: string,
    change: (manager: EntityManager, rule: QualityRule) => Promise<void>,
  ): Promise<QualityRule> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const rule = await findRule(manager, actor, id);
      requireManage(actor, rule.coalitionId);
      await change(manager, rule);
      await manager.save(rule);
      await recordRule(manager, actor, rule, verb, { reason });
      return rule;
    });
  }
}

function requireManage(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canManageRules(actor, coalitionId)) throw new Forbidden();
}

async function findRule(manager: EntityManager, actor: Actor, id: string): Promise<QualityRule> {
  const rule = await manager.findOne(QualityRule, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!rule || !canSeeRules(actor, rule.coalitionId)) throw new NotFound('quality rule', ['id']);
  return rule;
}

function recordRule(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: Pick<QualityRule, 'id' | 'coalitionId'>,
  verb: string,
  change: { reason?: string; before?: object; after?: object },
): Promise<void> {
  const subject = { subjectType: 'QualityRule', subjectId: id } as const;
  return record(manager, actor, { coalitionId, verb, ...subject, ...change } as never);
}
