import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  InvalidInput,
  isIn,
  NotFound,
  pageOfRows,
  run,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import { hitKinds, type HitKind } from './hit-kinds.js';
import { audiencesOf } from './search.policy.js';
import { countHitsSql, searchSql } from './search.sql.js';

/** What a search found, and where the words stand. */
export interface Hit {
  kind: HitKind;
  /** Of what was found. */
  id: string;
  title: string;
  /** Plain text; matches stand between « and ». */
  headline: string;
  rank: number;
  at: Date;
}

const longestText = 200;

@Injectable()
export class SearchService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Everything that holds the words or is named like them, best first, over what the actor may see; of all kinds unless told. */
  async search(
    actor: Actor,
    coalitionId: string,
    { text, kinds }: { text: string; kinds?: readonly HitKind[] | null },
    page: PageArguments,
  ): Promise<Page<Hit>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const problems: Problem[] = [];
    if (!text.trim()) problems.push({ code: 'REQUIRED', field: ['text'], message: 'Write what you look for.' });
    if (text.length > longestText) {
      const message = `Search for at most ${longestText} characters.`;
      problems.push({ code: 'TOO_LONG', field: ['text'], message });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    const asked = [coalitionId, text, kinds ?? hitKinds, audiencesOf(actor, coalitionId)];
    return pageOfRows<Hit>(
      this.database,
      actor,
      {
        select: (manager, { cursor, descending, limit }) => {
          const [rank = null, id = null] = cursor ?? [];
          return run<Hit>(manager, searchSql, [...asked, rank, id, !descending, limit]);
        },
        count: async (manager) => (await run<{ n: number }>(manager, countHitsSql, asked))[0]?.n ?? 0,
      },
      page,
      { name: 'search', by: ['rank', 'id'], descending: true },
    );
  }
}
