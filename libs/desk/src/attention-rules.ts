import type { IdType } from '@keelson/platform';
import type { Condition } from '@keelson/scorecard';
import { findDuplicates } from './activities-duplicate.sql.js';
import { findIsolatedActivities } from './activity-isolated.js';
import { findExpiringAgreements } from './agreement-expiring.sql.js';
import { findFailedChecks } from './check-failed.sql.js';
import { findOverdueCommitments } from './commitment-overdue.sql.js';
import { findDecisionsToReview } from './decision-review-due.sql.js';
import type { FindFacts } from './find-facts.js';
import { findSilentGroups } from './group-silent.sql.js';
import { findUnansweredHelp } from './help-unanswered.sql.js';
import { findUnansweredInputs } from './input-unanswered.sql.js';
import { findMeasuresGoneWorse } from './measure-worse.js';
import { findLateNotes } from './notes-late.sql.js';
import { findStandstill } from './nothing-moved.sql.js';
import { findUnreachedOrganizations } from './organization-unreached.sql.js';
import { findUnheardPledges } from './pledge-needs-change.sql.js';
import { findVacantSeats } from './seat-vacant.sql.js';
import { findLateSubmissions } from './submission-overdue.js';
import { findSustainingDue } from './sustaining-due.js';
import { findTermsToTalkAbout } from './term-needs-talk.sql.js';

/** From what cannot wait to what should not be forgotten. */
export const severities = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Severity = (typeof severities)[number];

export interface AttentionRule {
  /** The condition of collective impact that suffers; null: the facts name it. */
  condition: Condition | null;
  severity: Severity;
  subjectType: IdType;
  /** What to do about it, in this order; the words are messages, `desk.step.…`. */
  steps: readonly [string, string];
  find: FindFacts;
}

/**
 * What needs a backbone team. Each rule is this row, its words and its file. They run in this order: the last two change
 * how the rest of the unit is planned.
 */
export const attentionRules = {
  CHECK_FAILED: {
    ...{ condition: null, severity: 'MEDIUM', subjectType: 'Coalition' },
    ...{ steps: ['OPEN_SCORECARD', 'TALK_ABOUT_CHECK'], find: findFailedChecks },
  },
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
  PLEDGE_NEEDS_CHANGE: {
    ...{ condition: 'COMMON_AGENDA', severity: 'HIGH', subjectType: 'Pledge' },
    ...{ steps: ['HOLD_TALK', 'PROPOSE_CHANGE'], find: findUnheardPledges },
  },
  ACTIVITY_ISOLATED: {
    ...{ condition: 'ACTIVITIES', severity: 'LOW', subjectType: 'Activity' },
    ...{ steps: ['LOOK_AT_MAP', 'LINK_ACTIVITY'], find: findIsolatedActivities },
  },
  ACTIVITIES_DUPLICATE: {
    ...{ condition: 'ACTIVITIES', severity: 'LOW', subjectType: 'ReinforcementLink' },
    ...{ steps: ['BRING_LEADS_TOGETHER', 'END_DUPLICATE_LINK'], find: findDuplicates },
  },
  COMMITMENT_OVERDUE: {
    ...{ condition: 'ACTIVITIES', severity: 'HIGH', subjectType: 'Commitment' },
    ...{ steps: ['CALL_HOLDERS', 'RENEGOTIATE_OR_RELEASE'], find: findOverdueCommitments },
  },
  HELP_UNANSWERED: {
    ...{ condition: 'ACTIVITIES', severity: 'HIGH', subjectType: 'Commitment' },
    ...{ steps: ['ANSWER_HELP', 'FIND_HELPER'], find: findUnansweredHelp },
  },
  NOTES_LATE: {
    ...{ condition: 'COMMUNICATION', severity: 'LOW', subjectType: 'Conversation' },
    ...{ steps: ['ASK_WHO_WAS_THERE', 'WRITE_SHORT_NOTES'], find: findLateNotes },
  },
  SUSTAINING_DUE: {
    ...{ condition: 'BACKBONE', severity: 'MEDIUM', subjectType: 'Coalition' },
    ...{ steps: ['PLAN_SUSTAINING', 'ASK_WHAT_KEEPS_GOING'], find: findSustainingDue },
  },
  ORGANIZATION_UNREACHED: {
    ...{ condition: 'COMMUNICATION', severity: 'MEDIUM', subjectType: 'Organization' },
    ...{ steps: ['CALL_ORGANIZATION', 'INVITE_ORGANIZATION'], find: findUnreachedOrganizations },
  },
  NOTHING_MOVED: {
    ...{ condition: 'BACKBONE', severity: 'HIGH', subjectType: 'Coalition' },
    ...{ steps: ['ASK_STEERING', 'TAKE_SMALL_STEP'], find: findStandstill },
  },
  DECISION_REVIEW_DUE: {
    ...{ condition: 'COMMUNICATION', severity: 'MEDIUM', subjectType: 'Decision' },
    ...{ steps: ['PLAN_REVIEW', 'ASK_AFFECTED'], find: findDecisionsToReview },
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
