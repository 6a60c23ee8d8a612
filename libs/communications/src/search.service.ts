import { Inject, Injectable } from '@nestjs/common';
import { Database, InvalidInput, isIn, NotFound, run, type Actor } from '@keelson/platform';
import { canReadNotes } from './communications.policy.js';
import { problem, problemsOfText } from './conversation-input.js';
import { searchCommunicationsSql } from './search-communications.sql.js';

export const hitKinds = ['CONVERSATION', 'DECISION', 'COMMITMENT'] as const;
export type HitKind = (typeof hitKinds)[number];

/** What a search found, and where the words stand. */
export interface CommunicationHit {
  kind: HitKind;
  /** Of the conversation, decision or commitment. */
  id: string;
  title: string;
  /** Plain text; matches stand between « and ». */
  headline: string;
  rank: number;
  at: Date;
}

const longestText = 200;
const mostHits = 100;

@Injectable()
export class SearchService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The best matches, best first, over what the actor may see. */
  async searchCommunications(actor: Actor, coalitionId: string, text: string, first = 20): Promise<CommunicationHit[]> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const problems = problemsOfText('text', text);
    if (text.length > longestText) {
      problems.push(problem('TOO_LONG', 'text', `Search for at most ${longestText} characters.`));
    }
    if (!Number.isInteger(first) || first < 1 || first > mostHits) {
      problems.push(problem('OUT_OF_RANGE', 'first', `A search answers with 1 to ${mostHits} hits.`));
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    const seesNotes = canReadNotes(actor, coalitionId);
    return this.database.read(actor, (manager) =>
      run<CommunicationHit>(manager, searchCommunicationsSql, [coalitionId, text, seesNotes, first]),
    );
  }
}
