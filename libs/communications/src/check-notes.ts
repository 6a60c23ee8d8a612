import type { Problem } from '@keelson/platform';
import { problem, problemsOfText } from './conversation-input.js';
import type { ConversationKind } from './conversation.entity.js';

/** What a conversation about sustaining the work adds to its notes. */
export interface SustainingContent {
  keepsUsGoing: string;
  risks: string;
  capacity: string;
  /** For how many months the work is funded, as a decimal; null when that is not known. */
  runwayMonths?: string | null;
  fundingGap?: string | null;
  nextStep: string;
}

/** What a conversation about power adds to its notes: one of the two. */
export interface PowerContent {
  workToAddress?: string | null;
  noneBecause?: string | null;
}

export interface ExtraNotes {
  sustaining?: SustainingContent | null;
  power?: PowerContent | null;
}

const texts = ['keepsUsGoing', 'risks', 'capacity', 'nextStep'] as const;

export function problemsOfExtras(kind: ConversationKind, { sustaining, power }: ExtraNotes): Problem[] {
  const problems: Problem[] = [];
  if (sustaining && kind !== 'SUSTAINING') problems.push(misplaced('sustaining', 'SUSTAINING'));
  else if (sustaining) problems.push(...problemsOfSustaining(sustaining));
  if (power && kind !== 'POWER') problems.push(misplaced('power', 'POWER'));
  else if (power) problems.push(...problemsOfPower(power));
  return problems;
}

function misplaced(field: string, kind: ConversationKind): Problem {
  return problem('WRONG_KIND', field, `Only a conversation of kind ${kind} has this.`);
}

function problemsOfSustaining(content: SustainingContent): Problem[] {
  const { runwayMonths } = content;
  const problems = texts.flatMap((field) => problemsOfText(`sustaining.${field}`, content[field]));
  if (runwayMonths != null && !/^\d{1,4}(\.\d{1,2})?$/.test(runwayMonths)) {
    const message = 'Write months as a number from 0 to 9999, with at most two decimals, such as "7.5".';
    problems.push(problem('NOT_A_NUMBER', 'sustaining.runwayMonths', message));
  }
  return problems;
}

function problemsOfPower({ workToAddress, noneBecause }: PowerContent): Problem[] {
  const said = [workToAddress, noneBecause].filter((text) => text?.trim());
  if (said.length === 1) return [];
  if (said.length === 0) {
    return [problem('REQUIRED', 'power.workToAddress', 'Write what is left to address, or why there is nothing.')];
  }
  const message = 'There is work to address, or there is none because of something: write one of the two.';
  return [problem('NOT_ALLOWED', 'power.noneBecause', message)];
}
