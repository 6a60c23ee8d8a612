import type { RuleCode } from './attention-rules.js';

/** Of each rule: what is the case, and why it matters. Names in braces are facts of the item; `title` is its subject. */
export const ruleWords: Record<RuleCode, { what: string; why: string }> = {
  CHECK_FAILED: {
    what: 'The check {check} of the scorecard turned from {before} to FAIL on {day}.',
    why: 'The five conditions hold together: one that breaks pulls the others along.',
  },
  SEAT_VACANT: {
    what: 'The seat "{title}" in {body} has been vacant since {day}; it is reserved for {group}.',
    why: 'Those most affected decide with others, or decisions are made about them.',
  },
  GROUP_SILENT: {
    what: 'Nothing has come in from {title} since {day}.',
    why: 'An agenda is common when those it is about are heard again and again, not once.',
  },
  INPUT_UNANSWERED: {
    what: 'An input of {day} waits for its answer: "{title}"',
    why: 'Whoever says something and hears nothing does not come again.',
  },
  TERM_NEEDS_TALK: {
    what: 'Since {day} somebody has asked to talk about what "{title}" means; organizations that ask: {organizations}.',
    why: 'Partners who mean different things by a word agree on nothing.',
  },
  PLEDGE_NEEDS_CHANGE: {
    what: '{title} said on {day} that version {version} of the agenda needs a change, and no conversation followed.',
    why: 'Whoever asks for a change and is not heard pledges nothing the next time.',
  },
  ACTIVITY_ISOLATED: {
    what: '"{title}" has had no link to another activity since {day}.',
    why: 'Activities reinforce each other, or each works alone.',
  },
  ACTIVITIES_DUPLICATE: {
    what: 'Since {day} it is said that "{first}" and "{second}" do the same.',
    why: 'Two that do the same may share the work, or know why both are needed.',
  },
  COMMITMENT_OVERDUE: {
    what: 'The joint commitment "{title}" of {holders} was due on {day}.',
    why: 'What is promised together fails together; a new date agreed on in the open keeps trust.',
  },
  HELP_UNANSWERED: {
    what: '{holders} asked for help with "{title}" on {day}, and nobody answered for 72 hours.',
    why: 'Asking for help is how work is kept on track; silence teaches not to ask.',
  },
  NOTES_LATE: {
    what: 'The conversation "{title}" of {day} has no notes.',
    why: 'Who was not there learns from the notes; after a week nobody remembers.',
  },
  SUSTAINING_DUE: {
    what: 'A conversation about what sustains the work is due on {day}.',
    why: 'A backbone that does not ask what keeps it going finds out too late.',
  },
  ORGANIZATION_UNREACHED: {
    what: 'No conversation has reached {title} since {day}.',
    why: 'Trust is kept by talking; documents that were sent do not count.',
  },
  NOTHING_MOVED: {
    what: 'Nothing has moved in {title} since {day}: no commitment, no decision, no new figure.',
    why: 'Momentum that is lost unnoticed is hard to find again.',
  },
  DECISION_REVIEW_DUE: {
    what: 'The review of a decision of {day} has been due since {due}: "{title}"',
    why: 'A decision is a trial until it is looked at again with those it affects.',
  },
  AGREEMENT_EXPIRING: {
    what: 'The agreement "{title}" ends on {day}.',
    why: 'After that day its audiences see nothing more of what it covers.',
  },
  SUBMISSION_OVERDUE: {
    what: 'The values of {title} for {period} were due on {day}; measures that lack: {measures}.',
    why: 'What is shared late is not learnt from together.',
  },
  MEASURE_WORSE: {
    what: '"{title}" was at {value} in {period}; its baseline is {baseline}.',
    why: 'A result that gets worse is a question to everybody, not to one organization.',
  },
};

/** What keeps an item from saying more, by the fact that tells it. */
export const caveatWords = {
  incomplete: 'The figure stands on the values of {reported} of {expected} organizations and may change.',
  hidden: 'Few organizations or few people stand behind the figure: it is hidden from others.',
} as const;

/** Suggestions: what a backbone team may do next. */
export const stepWords: Record<string, string> = {
  OPEN_SCORECARD: 'Look at the facts behind the check.',
  TALK_ABOUT_CHECK: 'Ask in the next conversation what changed, and who can change it back.',
  HOLD_TALK: 'Meet the organization and ask which sentence it could own, and which it cannot.',
  PROPOSE_CHANGE: 'Write the change that it asks for as a draft, and consult on it.',
  CALL_HOLDERS: 'Talk with all holders together: what stands in the way?',
  RENEGOTIATE_OR_RELEASE:
    'Let them agree on a new date with the counterpart, or release the commitment with its reason.',
  ANSWER_HELP: 'Answer today, even if only with when help comes.',
  FIND_HELPER: 'Look among the assets for who offers what they need.',
  ASK_WHO_WAS_THERE: 'Ask somebody who was there for the notes.',
  WRITE_SHORT_NOTES: 'Write three sentences now: who, what was said, what was decided.',
  PLAN_SUSTAINING: 'Fix a day for it with the lead and the deputy of the backbone.',
  ASK_WHAT_KEEPS_GOING: 'Collect beforehand: months of funding, capacity, risks.',
  CALL_ORGANIZATION: 'Call, and ask how they are before asking for anything.',
  INVITE_ORGANIZATION: 'Invite them to the next conversation about something that they work on.',
  ASK_STEERING: 'Put the question "what holds us up?" before the steering body.',
  TAKE_SMALL_STEP: 'Agree on one small commitment that can be kept within two weeks.',
  PLAN_REVIEW: 'Put the review on the agenda of the next conversation.',
  ASK_AFFECTED: 'Ask those whom the decision affects what it did.',
  ASK_GROUP_FOR_NAME: 'Ask the group whom it wants to send, and what would let that person come.',
  FILL_SEAT: 'Put the member that represents the group on the seat, with a term and a compensation.',
  VISIT_GROUP: 'Go where the group meets, and write down what people say.',
  ASK_REPRESENTATIVE: 'Ask the members that represent the group what they hear.',
  DECIDE_ON_INPUT: 'Decide what becomes of it: adopted, adapted or not, with the reason.',
  REPLY_TO_INPUT: 'Tell the person who gave it what was done.',
  TALK_ABOUT_TERM: 'Put the term on the agenda of the next conversation, with an example each way.',
  REDEFINE_TERM: 'Write the next version of the definition from what was said.',
  LOOK_AT_MAP: 'Look for activities with the same goal, group or place.',
  LINK_ACTIVITY: 'Bring the two leads together, and note the link that they agree on.',
  BRING_LEADS_TOGETHER: 'Hold a conversation of both leads about both activities.',
  END_DUPLICATE_LINK: 'If they are not the same, end the link and say why.',
  ASK_PARTIES: 'Ask the parties whether they want to go on, and what should change.',
  PROPOSE_SUCCESSOR: 'Propose the agreement that takes its place.',
  ASK_WHAT_HINDERS: 'Call and ask what stands in the way; offer help.',
  EXTEND_WINDOW: 'Agree on a later day, and extend the reporting window for this organization.',
  MAKE_SENSE_TOGETHER: 'Hold a conversation to make sense of the numbers with those who know the story behind them.',
  REVIEW_ACTIVITIES: 'Look at what the activities that are to move it do, and change one.',
};

/** A text with the facts in its place. */
export function fillWords(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (name, key: string) => facts[key] ?? name);
}
