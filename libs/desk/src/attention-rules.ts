import type { IdType } from '@keelson/platform';
import { findDuplicates } from './activities-duplicate.sql.js';
import { findIsolatedActivities } from './activity-isolated.sql.js';
import { findExpiringAgreements } from './agreement-expiring.sql.js';
import type { FindFacts } from './find-facts.js';
import { findSilentGroups } from './group-silent.sql.js';
import { findUnansweredInputs } from './input-unanswered.sql.js';
import { findMeasuresGoneWorse } from './measure-worse.js';
import { findVacantSeats } from './seat-vacant.sql.js';
import { findLateSubmissions } from './submission-overdue.js';
import { findTermsToTalkAbout } from './term-needs-talk.sql.js';

export const conditions = ['COMMON_AGENDA', 'SHARED_MEASURES', 'ACTIVITIES', 'COMMUNICATION', 'BACKBONE'] as const;
export type Condition = (typeof conditions)[number];

/** From what cannot wait to what should not be forgotten. */
export const severities = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Severity = (typeof severities)[number];

export interface AttentionRule {
  /** The condition of collective impact that suffers; null: the facts name it. */
  condition: Condition | null;
  severity: Severity;
  subjectType: IdType;
  /** What to do about it, in this order; the words are in attention-words.ts. */
  steps: readonly [string, string];
  find: FindFacts;
}

/**
 * What needs a backbone team. Each rule is this row, its words and its file. They run in this order: the last two change
 * how the rest of the unit is planned.
 */
export const attentionRules = {
  SEAT_VACANT: {
    ...{ condition: 'BACKBONE', severity: 'HIGH', subjectType: 'Seat' },
    ...{ steps: ['ASK_GROUP_FOR_NAME', 'FILL_SEAT'], find: findVacantSeats },
  },
  GROUP_SILENT: {
    ...{ condition: 'COMMON_AGENDA', severity: 'MEDIUM', subjectType: 'StakeholderGroup' },
    ...{ steps: ['VISIT_GROUP', 'ASK_REPRESENTATIVE'], find: findSilentGroups },
  },
  INPUT_UNANSWERED: {
    ...{ condition: 'COMMON_AGENDA', severity: 'HIGH', subjectType: 'CommunityInput' },
    ...{ steps: ['DECIDE_ON_INPUT', 'REPLY_TO_INPUT'], find: findUnansweredInputs },
  },
  TERM_NEEDS_TALK: {
    ...{ condition: 'COMMON_AGENDA', severity: 'MEDIUM', subjectType: 'Term' },
    ...{ steps: ['TALK_ABOUT_TERM', 'REDEFINE_TERM'], find: findTermsToTalkAbout },
  },
  ACTIVITY_ISOLATED: {
    ...{ condition: 'ACTIVITIES', severity: 'LOW', subjectType: 'Activity' },
    ...{ steps: ['LOOK_AT_MAP', 'LINK_ACTIVITY'], find: findIsolatedActivities },
  },
  ACTIVITIES_DUPLICATE: {
    ...{ condition: 'ACTIVITIES', severity: 'LOW', subjectType: 'ReinforcementLink' },
    ...{ steps: ['BRING_LEADS_TOGETHER', 'END_DUPLICATE_LINK'], find: findDuplicates },
  },
  AGREEMENT_EXPIRING: {
    ...{ condition: 'SHARED_MEASURES', severity: 'MEDIUM', subjectType: 'Agreement' },
    ...{ steps: ['ASK_PARTIES', 'PROPOSE_SUCCESSOR'], find: findExpiringAgreements },
  },
  SUBMISSION_OVERDUE: {
    ...{ condition: 'SHARED_MEASURES', severity: 'MEDIUM', subjectType: 'Organization' },
    ...{ steps: ['ASK_WHAT_HINDERS', 'EXTEND_WINDOW'], find: findLateSubmissions },
  },
  MEASURE_WORSE: {
    ...{ condition: 'SHARED_MEASURES', severity: 'HIGH', subjectType: 'Measure' },
    ...{ steps: ['MAKE_SENSE_TOGETHER', 'REVIEW_ACTIVITIES'], find: findMeasuresGoneWorse },
  },
} as const satisfies Record<string, AttentionRule>;

export type RuleCode = keyof typeof attentionRules;
export const ruleCodes = Object.keys(attentionRules) as RuleCode[];
