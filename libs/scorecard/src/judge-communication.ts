import { answeredOnTime } from '@keelson/briefings';
import {
  activeOrganizationsReached,
  conversationClocks,
  notesOnTime,
  senseMakingThatLed,
  type ConversationClock,
} from '@keelson/communications';
import type { EntityManager } from 'typeorm';
import { found, of, type Finding } from './finding.js';
import { judgeShare } from './judge-share.js';
import { daysFrom, type Occasion } from './scorecard-clock.js';

/** How long ago a conversation may be by which an organization counts as reached. */
const reachDays = 60;

/** Continuous communication, and what sense-making led to, which belongs to the shared measures. */
export async function judgeCommunication(manager: EntityManager, occasion: Occasion): Promise<Finding[]> {
  const clocks = await conversationClocks(manager, occasion.coalitionId);
  return [
    judgeClock('SUSTAINING_HELD', clocks, 'SUSTAINING'),
    judgeClock('POWER_HELD', clocks, 'POWER'),
    await judgeNotes(manager, occasion),
    await judgeQuestions(manager, occasion),
    await judgeReach(manager, occasion),
    await judgeSenseMaking(manager, occasion),
  ];
}

/** Only a conversation that was held, with its notes, resets its clock; one that was never held fails. */
function judgeClock(
  check: 'SUSTAINING_HELD' | 'POWER_HELD',
  clocks: readonly ConversationClock[],
  kind: ConversationClock['kind'],
): Finding {
  const clock = clocks.find((one) => one.kind === kind);
  if (!clock) throw new Error(`No clock of ${kind}.`);
  const { lastConversationId, lastOn, dueOn, everyDays, kept } = clock;
  const subjects = lastConversationId ? of('Conversation', [lastConversationId]) : [];
  return found(check, kept, { facts: { lastOn, dueOn, days: everyDays }, subjects, query: 'conversationClocks' });
}

async function judgeNotes(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const counted = await notesOnTime(manager, coalitionId);
  const { figure, passes } = judgeShare(
    { ...counted, from: daysFrom(today, -90), to: daysFrom(today, -1) },
    { atLeast: 90 },
  );
  return found('NOTES_ON_TIME', passes, { figure, query: 'communicationFigures' });
}

async function judgeQuestions(manager: EntityManager, { coalitionId, today, yearFrom }: Occasion): Promise<Finding> {
  const counted = await answeredOnTime(manager, coalitionId, { from: yearFrom, to: today });
  const { figure, passes } = judgeShare(counted, { atLeast: 80 });
  return found('QUESTIONS_ANSWERED_ON_TIME', passes, { figure, query: 'questionFigures' });
}

async function judgeReach(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const { active, unreached } = await activeOrganizationsReached(manager, coalitionId, reachDays);
  const { figure, passes } = judgeShare(
    {
      formula: `active organizations in a conversation of the last ${reachDays} days / active organizations`,
      ...{ numerator: active.length - unreached.length, denominator: active.length },
      ...{ from: daysFrom(today, -reachDays), to: today },
    },
    { atLeast: 100 },
  );
  const facts = { unreached: unreached.length };
  const subjects = of('Organization', [...unreached].sort());
  return found('ORGANIZATIONS_REACHED', passes, { figure, facts, subjects, query: 'communicationFigures' });
}

/** One that led to something is enough; where none was held, nothing was led to. */
async function judgeSenseMaking(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const days = 180;
  const { numerator, denominator } = await senseMakingThatLed(manager, coalitionId);
  const facts = { held: denominator, led: numerator, from: daysFrom(today, -days), days };
  return found('SENSEMAKING_CHANGED_SOMETHING', numerator > 0, { facts, query: 'communicationFigures' });
}
