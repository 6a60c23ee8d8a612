import type { RuleCode } from './attention-rules.js';

/** Of each rule: what is the case, and why it matters. Names in braces are facts of the item; `title` is its subject. */
export const ruleWords: Record<RuleCode, { what: string; why: string }> = {
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
  ACTIVITY_ISOLATED: {
    what: '"{title}" of {lead} has had no link to another activity since {day}.',
    why: 'Activities reinforce each other, or each works alone.',
  },
  ACTIVITIES_DUPLICATE: {
    what: 'Since {day} it is said that "{first}" and "{second}" do the same.',
    why: 'Two that do the same may share the work, or know why both are needed.',
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
