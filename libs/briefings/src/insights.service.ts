import { Inject, Injectable } from '@nestjs/common';
import { Database, findMine, newId, record, type Actor, type Page, type PageArguments } from '@keelson/platform';
import { Insight } from './insight.entity.js';
import { canRead } from './briefings.policy.js';
import { problemsOfTexts, requireSound } from './check-texts.js';
import { countWords, mostWords } from './count-words.js';
import { listStatements, type StatementFilter } from './list-statements.js';
import { speakerOf } from './speaker-of.js';
import { standing, withdrawStatement } from './withdraw-statement.js';

export interface NewInsight {
  coalitionId: string;
  /** In whose name; without one, the backbone's or the writer's only organization's. */
  organizationId?: string | null;
  /** At most 150 words. */
  text: string;
  practice: string;
}

@Injectable()
export class InsightsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  shareInsight(actor: Actor, input: NewInsight): Promise<Insight> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      const organizationId = await speakerOf(manager, actor, input);
      const problems = problemsOfTexts({
        text: [input.text, 'Say what you learnt.'],
        practice: [input.practice, 'Name the one practice that it leads to.'],
      });
      const words = countWords(input.text);
      if (words > mostWords) {
        const message = `An insight has at most ${mostWords} words; this one has ${words}.`;
        problems.push({ code: 'TOO_LONG', field: ['text'], message });
      }
      requireSound(problems);
      const said = { text: input.text.trim(), practice: input.practice.trim() };
      const insight = manager.create(Insight, {
        ...{ id: newId(), coalitionId, organizationId, writtenById: actor.personId, createdAt: new Date() },
        ...{ ...said, ...standing },
      });
      await manager.insert(Insight, insight);
      const subject = { coalitionId, verb: 'shareInsight', subjectType: 'Insight', subjectId: insight.id } as const;
      await record(manager, actor, { ...subject, after: { organizationId, ...said } });
      return insight;
    });
  }

  withdrawInsight(actor: Actor, id: string, reason: string): Promise<Insight> {
    const which = { kind: Insight, type: 'Insight', id, reason } as const;
    return this.database.work(actor, (manager) =>
      withdrawStatement(manager, actor, which, canRead, ({ organizationId }) => organizationId),
    );
  }

  loadInsights(actor: Actor, ids: readonly string[]): Promise<Insight[]> {
    return findMine(this.database, actor, Insight, 'id', ids);
  }

  /** The newest first. */
  listInsights(
    actor: Actor,
    coalitionId: string,
    filter: StatementFilter,
    page: PageArguments,
  ): Promise<Page<Insight>> {
    return listStatements(this.database, actor, [Insight, 'insights'], coalitionId, filter, page);
  }
}
