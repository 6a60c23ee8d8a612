import { Inject, Injectable, Logger } from '@nestjs/common';
import { Coalition } from '@keelson/coalitions';
import { wordsIn } from '@keelson/messages';
import { mailDigests } from '@keelson/notices';
import { Config, Database, isDatabaseAway, run, type Actor, type HeldRole } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { DigestContent } from './digest-content.js';
import { contentFor } from './digest-fact.js';
import { digestFacts } from './digest-facts.js';
import { dueClocks, dueMembers, insertDigests, setClock, takeClock } from './due-members.sql.js';
import { writeSections } from './write-sections.js';

/** Members of one unit of work. */
const portion = 1_000;

interface DueMember {
  personId: string;
  language: string;
  timeZone: string;
  week: string;
  from: Date;
  until: Date;
  roles: HeldRole[];
  follows: string[];
}

type Compiled = Pick<DueMember, 'personId' | 'week' | 'language'> & { content: DigestContent | null };

/**
 * Compiles weekly digests, in the worker. A coalition's clock is the work: any number of workers may look, one has it,
 * and what a worker did not finish is due as before. The digest and its mail are written together.
 */
@Injectable()
export class DigestCompiler {
  private readonly log = new Logger('Digests');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  async compileDue(): Promise<void> {
    const due = await this.database.identify({}, (manager) => run<{ coalitionId: string }>(manager, dueClocks));
    for (const { coalitionId } of due) {
      try {
        while (await this.compilePortion(coalitionId));
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        this.log.error({ message: `The digests of a coalition were not compiled: ${message}`, coalitionId });
      }
    }
  }

  /** Whether there may be more. `at` is the moment that decides what is due: now unless told. */
  compilePortion(coalitionId: string, at: Date | null = null, most = portion): Promise<boolean> {
    return this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      if ((await run(manager, takeClock, [coalitionId, at])).length === 0) return false;
      const members = await run<DueMember & Record<string, unknown>>(manager, dueMembers, [coalitionId, at, most]);
      const compiled: Compiled[] = [];
      for (const group of byTime(members)) compiled.push(...(await this.compileGroup(manager, coalitionId, group, at)));
      if (compiled.length > 0) await this.keep(manager, coalitionId, compiled);
      const more = members.length === most;
      if (!more) await run(manager, setClock, [coalitionId, at]);
      return more;
    });
  }

  /** Members whose week began and ended at the same moments. */
  private async compileGroup(
    manager: EntityManager,
    coalitionId: string,
    group: readonly DueMember[],
    at: Date | null,
  ): Promise<Compiled[]> {
    const { from, until } = group[0]!;
    const facts = await digestFacts(manager, { coalitionId, from, until, at });
    return group.map((member) => {
      const { personId, week, language, follows } = member;
      return { personId, week, language, content: contentFor({ actor: actorOf(member), follows }, coalitionId, facts) };
    });
  }

  private async keep(manager: EntityManager, coalitionId: string, compiled: readonly Compiled[]): Promise<void> {
    const kept = await run<{ personId: string }>(manager, insertDigests, [coalitionId, JSON.stringify(compiled)]);
    const fresh = new Set(kept.map(({ personId }) => personId));
    const { name } = await manager.findOneByOrFail(Coalition, { id: coalitionId });
    const letters = compiled.flatMap(({ personId, week, language, content }) => {
      if (!content || !fresh.has(personId)) return [];
      const sections = writeSections(content, wordsIn(language));
      return [{ personId, facts: { coalition: name, firstDay: week, sections } }];
    });
    await mailDigests(manager, this.config, coalitionId, letters);
    this.log.log({ message: 'digests', coalitionId, compiled: fresh.size, told: letters.length });
  }
}

function byTime(members: readonly DueMember[]): DueMember[][] {
  const groups = new Map<string, DueMember[]>();
  for (const member of members) {
    const key = `${member.from.toISOString()} ${member.until.toISOString()}`;
    const group = groups.get(key) ?? [];
    group.push(member);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The member with the roles of now: what a digest holds, they might have read themselves. */
function actorOf({ personId, roles, week }: DueMember): Actor {
  const requestId = `digest of ${week}`;
  return { personId, keyId: null, administrator: false, scopes: ['READ'], roles, requestId };
}
