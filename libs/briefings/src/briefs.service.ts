import { Inject, Injectable } from '@nestjs/common';
import { todayOf } from '@keelson/backbone';
import { Database, findMine, newId, record, type Actor, type Page, type PageArguments } from '@keelson/platform';
import { Brief } from './brief.entity.js';
import { canRead } from './briefings.policy.js';
import { problemsOfTexts, requireSound } from './check-texts.js';
import { listStatements, type StatementFilter } from './list-statements.js';
import { speakerOf } from './speaker-of.js';
import { standing, withdrawStatement } from './withdraw-statement.js';

export interface NewBrief {
  coalitionId: string;
  /** In whose name; without one, the backbone's or the writer's only organization's. */
  organizationId?: string | null;
  claim: string;
  source: string;
  asOf: string;
  uncertain: string;
  otherView: string;
}

@Injectable()
export class BriefsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says all five or nothing: a claim alone is no brief. */
  writeBrief(actor: Actor, input: NewBrief): Promise<Brief> {
    return this.database.work(actor, async (manager) => {
      const { coalitionId } = input;
      const organizationId = await speakerOf(manager, actor, input);
      const today = await todayOf(manager, coalitionId);
      const problems = problemsOfTexts({
        claim: [input.claim, 'Say what you claim.'],
        source: [input.source, 'Say where it is known from.'],
        uncertain: [input.uncertain, 'Say what is uncertain about it: something always is.'],
        otherView: [input.otherView, 'Write one other view: how somebody else sees it.'],
      });
      if (input.asOf > today) {
        const message = `A claim speaks of a day until today (${today}).`;
        problems.push({ code: 'OUT_OF_RANGE', field: ['asOf'], message });
      }
      requireSound(problems);
      const [claim, source] = [input.claim.trim(), input.source.trim()];
      const [uncertain, otherView] = [input.uncertain.trim(), input.otherView.trim()];
      const said = { claim, source, asOf: input.asOf, uncertain, otherView };
      const brief = manager.create(Brief, {
        ...{ id: newId(), coalitionId, organizationId, writtenById: actor.personId, createdAt: new Date() },
        ...{ ...said, ...standing },
      });
      await manager.insert(Brief, brief);
      const subject = { coalitionId, verb: 'writeBrief', subjectType: 'Brief', subjectId: brief.id } as const;
      await record(manager, actor, { ...subject, after: { organizationId, ...said } });
      return brief;
    });
  }

  withdrawBrief(actor: Actor, id: string, reason: string): Promise<Brief> {
    const which = { kind: Brief, type: 'Brief', id, reason } as const;
    return this.database.work(actor, (manager) =>
      withdrawStatement(manager, actor, which, canRead, ({ organizationId }) => organizationId),
    );
  }

  loadBriefs(actor: Actor, ids: readonly string[]): Promise<Brief[]> {
    return findMine(this.database, actor, Brief, 'id', ids);
  }

  /** The newest first. */
  listBriefs(actor: Actor, coalitionId: string, filter: StatementFilter, page: PageArguments): Promise<Page<Brief>> {
    return listStatements(this.database, actor, [Brief, 'briefs'], coalitionId, filter, page);
  }
}
