import type { Problem } from '@keelson/platform';
import { problem, type NewVoice } from './conversation-input.js';

/** Turns are counted by group: a group of which nobody was there has none. */
export function problemsOfVoices(voices: NewVoice[]): Problem[] {
  return voices.flatMap(({ groupId, present, turns }, i) => {
    const problems: Problem[] = [];
    const at = (code: Problem['code'], field: string, message: string) =>
      problems.push(problem(code, `voices.${i}.${field}`, message));
    if (voices.findIndex((other) => other.groupId === groupId) < i) {
      at('DUPLICATE', 'groupId', 'This group stands in the list already; put its people together.');
    }
    if (present < 0) at('OUT_OF_RANGE', 'present', 'Write how many people of the group were there.');
    if (turns != null && turns < 0) {
      at('OUT_OF_RANGE', 'turns', 'Write how often people of the group spoke, or leave it out.');
    } else if (turns && present === 0) {
      at('NOT_ALLOWED', 'turns', 'Nobody of this group was there, so nobody of it spoke.');
    }
    return problems;
  });
}
