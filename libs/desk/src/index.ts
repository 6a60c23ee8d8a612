export * from './attention-item.js';
export {
  attentionRules,
  ruleCodes,
  severities,
  type AttentionRule,
  type RuleCode,
  type Severity,
} from './attention-rules.js';
export * from './attention-snooze.entity.js';
export * from './desk.module.js';
export * from './desk.policy.js';
export * from './desk.service.js';
export { gatherAttention, type AttentionFilter, type RankedItem } from './gather-attention.js';
export * from './tell-item.js';
