import type { CheckName, CheckState } from './check-names.js';

/**
 * What each check says in English, by its state: ICU messages over the facts of the check and the numbers of its figure
 * (numerator, denominator). Days are written as YYYY-MM-DD, lists are joined, and what is not there is "none". A check
 * that always has an answer has no words for NOT_ASSESSABLE.
 */
export const checkSentences: Readonly<Record<CheckName, Partial<Record<CheckState, string>>>> = {
  AGENDA_ADOPTED: {
    PASS: 'Version {version} of the agenda is adopted{reviewDate, select, none {} other {, to be reviewed by {reviewDate}}}.',
    FAIL: '{version, select, none {No version of the agenda is adopted} other {Version {version} of the agenda is adopted, but was to be reviewed by {reviewDate}}}.',
  },
  IMPACTED_GROUPS_ANSWERED: {
    PASS: '{denominator, plural, one {The most-impacted group has} other {All # most-impacted groups have}} an answered input of the last 12 months.',
    FAIL: '{numerator} of {denominator} most-impacted groups have an answered input of the last 12 months; missing: {missing}.',
    NOT_ASSESSABLE: 'No group is named as most impacted.',
  },
  REQUIRED_TERMS_AGREED: {
    PASS: 'All required terms are agreed: {denominator}.',
    FAIL: '{numerator} of {denominator} required terms are agreed; open: {open}.',
    NOT_ASSESSABLE: 'No term is required.',
  },
  PARTIES_PLEDGED: {
    PASS: '{numerator} of {denominator} active parties pledged to own or support the agenda; at least 80 % are asked for.',
    FAIL: '{numerator} of {denominator} active parties pledged to own or support the agenda; at least 80 % are asked for. {silent} said nothing, {needChange} ask for a change.',
    NOT_ASSESSABLE: 'There is no adopted agenda to pledge to, or no active party.',
  },
  GOALS_MEASURED_OR_TASKED: {
    PASS: 'Every goal has an active measure or a dated task that is not overdue: {denominator}.',
    FAIL: '{numerator} of {denominator} goals have an active measure or a dated task that is not overdue; missing: {open}.',
    NOT_ASSESSABLE: 'There is no adopted agenda with goals.',
  },
  OUTCOME_MEASURED: {
    PASS: 'Measures of how people are, with baseline and target: {measures}.',
    FAIL: 'No measure of a population or of who is better off has both a baseline and a target; active measures: {active}.',
  },
  REPORTED_ON_TIME: {
    PASS: '{numerator} of {denominator} submissions for {periods} came on time; at least 80 % are asked for.',
    FAIL: '{numerator} of {denominator} submissions for {periods} came on time; at least 80 % are asked for.',
    NOT_ASSESSABLE: 'No period with a due date is full yet.',
  },
  IMPACTED_GROUPS_VISIBLE: {
    PASS: '{denominator, plural, one {The outcome measure shows} other {All # outcome measures show}} a most-impacted group.',
    FAIL: '{numerator} of {denominator} outcome measures show a most-impacted group; missing: {missing}.',
    NOT_ASSESSABLE:
      '{groupsNamed, select, true {There is no outcome measure with baseline and target} other {No group is named as most impacted}}.',
  },
  HOW_MUCH_PAIRED: {
    PASS: '{numerator} of {denominator} measures of how much have one of how well, or of who is better off, beside them; at least half are asked for.',
    FAIL: '{numerator} of {denominator} measures of how much have one of how well, or of who is better off, beside them; at least half are asked for. Alone: {alone}.',
    NOT_ASSESSABLE: 'No active measure counts how much.',
  },
  SENSEMAKING_CHANGED_SOMETHING: {
    PASS: '{led} of {held, plural, one {# sense-making conversation} other {# sense-making conversations}} in the last {days} days led to a decision or a changed activity.',
    FAIL: '{held, plural, =0 {No sense-making conversation was held in the last {days} days} one {The sense-making conversation of the last {days} days led to nothing} other {None of # sense-making conversations in the last {days} days led to anything}}.',
  },
  ACTIVITIES_ALIGNED: {
    PASS: '{numerator} of {denominator} active activities serve a goal of the agenda; at least 90 % are asked for.',
    FAIL: '{numerator} of {denominator} active activities serve a goal of the agenda; at least 90 % are asked for.',
    NOT_ASSESSABLE: 'No activity is active.',
  },
  ACTIVITIES_LINKED: {
    PASS: '{numerator} of {denominator} active activities stand alone; at most 10 % may.',
    FAIL: '{numerator} of {denominator} active activities stand alone; at most 10 % may.',
    NOT_ASSESSABLE: 'No activity is active.',
  },
  COMMITMENTS_KEPT: {
    PASS: '{numerator} of {denominator} commitments that fell due in the last 180 days were kept in time; at least 70 % are asked for.',
    FAIL: '{numerator} of {denominator} commitments that fell due in the last 180 days were kept in time; at least 70 % are asked for.',
    NOT_ASSESSABLE:
      '{denominator, plural, =0 {No commitment} one {Only one commitment} other {Only # commitments}} fell due in the last 180 days; from 5 on their share says something.',
  },
  CORE_ACTIVITY_EQUIPPED: {
    PASS: 'The core activity "{title}" of {organizations} organizations has {numerator} of {denominator} capabilities that it needs.',
    FAIL: '{title, select, none {No active core activity has three organizations or more} other {The best equipped core activity, "{title}", has {numerator} of {denominator} capabilities that it needs; at least 80 % are asked for}}.',
    NOT_ASSESSABLE: 'No core activity of three organizations or more says which capabilities it needs.',
  },
  ORGANIZATIONS_INVOLVED: {
    PASS: '{numerator} of {denominator} active organizations have an active activity or an open commitment; at least 80 % are asked for.',
    FAIL: '{numerator} of {denominator} active organizations have an active activity or an open commitment; at least 80 % are asked for.',
    NOT_ASSESSABLE: 'No organization is an active member.',
  },
  SUSTAINING_HELD: {
    PASS: 'The last conversation about what sustains the work was held on {lastOn}; the next is due by {dueOn}.',
    FAIL: '{lastOn, select, none {No conversation about what sustains the work was held yet} other {The last conversation about what sustains the work was held on {lastOn}; the next was due by {dueOn}}}.',
  },
  POWER_HELD: {
    PASS: 'The last conversation about power was held on {lastOn}; the next is due by {dueOn}.',
    FAIL: '{lastOn, select, none {No conversation about power was held yet} other {The last conversation about power was held on {lastOn}; the next was due by {dueOn}}}.',
  },
  NOTES_ON_TIME: {
    PASS: '{numerator} of {denominator} notes that fell due in the last 90 days were there in time; at least 90 % are asked for.',
    FAIL: '{numerator} of {denominator} notes that fell due in the last 90 days were there in time; at least 90 % are asked for.',
    NOT_ASSESSABLE: 'No notes fell due in the last 90 days.',
  },
  QUESTIONS_ANSWERED_ON_TIME: {
    PASS: '{numerator} of {denominator} questions of the last 12 months were answered on time; at least 80 % are asked for.',
    FAIL: '{numerator} of {denominator} questions of the last 12 months were answered on time; at least 80 % are asked for.',
    NOT_ASSESSABLE: 'No question fell due in the last 12 months.',
  },
  ORGANIZATIONS_REACHED: {
    PASS: 'Every active organization took part in a conversation of the last 60 days: {denominator}.',
    FAIL: '{numerator} of {denominator} active organizations took part in a conversation of the last 60 days.',
    NOT_ASSESSABLE: 'No organization is an active member.',
  },
  CHARTER_AGREED: {
    PASS: 'The charter "{role}" is agreed by its lead and its deputy.',
    FAIL: '{charters, plural, =0 {There is no role charter} other {None of the role charters is agreed by both a lead and a deputy; charters: #}}.',
  },
  SEAT_RULE_MET: {
    PASS: '{denominator, plural, one {The decision body meets} other {All # decision bodies meet}} the rule of seats.',
    FAIL: '{numerator} of {denominator} decision bodies meet the rule of seats; not met by: {failing}.',
    NOT_ASSESSABLE: 'There is no decision body.',
  },
  SUPPORT_ANSWERED_ON_TIME: {
    PASS: '{numerator} of {denominator} support requests of the last 12 months got a first response within 3 working days; at least 80 % are asked for.',
    FAIL: '{numerator} of {denominator} support requests of the last 12 months got a first response within 3 working days; at least 80 % are asked for.',
    NOT_ASSESSABLE: 'No support request of the last 12 months was answered or waited longer than 3 working days.',
  },
  TENSION_PROCEDURE_REGISTERED: {
    PASS: 'Version {version} of the procedure for tension names {stewards} stewards, {outside} of them outside the backbone.',
    FAIL: '{version, select, none {No procedure for tension is registered} other {The procedure for tension names {stewards, plural, one {# steward} other {# stewards}}, {outside} of them outside the backbone; two are asked for, one of them outside}}.',
  },
  FUNDED_OR_GAP_NAMED: {
    PASS: '{gapNamedOn, select, none {The work is funded until {fundedUntil}, as was told on {toldOn}} other {A conversation of {gapNamedOn} named what is missing}}.',
    FAIL: 'The work is funded until {fundedUntil}, as was told on {toldOn}: less than 6 months, and no conversation of the last 90 days named what is missing.',
    NOT_ASSESSABLE: 'No conversation of the last 12 months told for how long the work is funded.',
  },
};
