import { Inject, Injectable } from '@nestjs/common';
import { Database, findMine, InvalidInput, newId, record, requireReason, type Actor } from '@keelson/platform';
import { ReportLogo } from '@keelson/reports';
import type { EntityManager } from 'typeorm';
import { takeDefinition } from './definitions.service.js';
import { readLogo } from './read-logo.js';
import { ReportDefinitionVersion } from './report-definition-version.entity.js';
import { ReportDefinition } from './report-definition.entity.js';

export interface NewLogo {
  definitionId: string;
  /** The bytes of a PNG or JPEG, in base64. */
  data: string;
  /** What it shows, for whoever does not see it. */
  alternative: string;
  reason: string;
}

const longestAlternative = 300;

/** The pictures on reports that come again. A new one makes a new version; editions that were made keep theirs. */
@Injectable()
export class LogosService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async setLogo(actor: Actor, { definitionId, data, alternative, reason }: NewLogo): Promise<ReportDefinition> {
    requireReason(reason);
    const text = alternative.trim();
    if (text === '') {
      throw InvalidInput.at('alternative', 'REQUIRED', 'Say what the logo shows: not everybody sees it.');
    }
    if (text.length > longestAlternative) {
      throw InvalidInput.at('alternative', 'TOO_LONG', `Say it in at most ${longestAlternative} characters.`);
    }
    const picture = readLogo(data);
    return this.database.work(actor, async (manager) => {
      const definition = await takeDefinition(manager, actor, definitionId);
      const { coalitionId } = definition;
      const logo = { id: newId(), coalitionId, definitionId, ...picture };
      await manager.insert(ReportLogo, logo);
      await insertLike(manager, actor, definition, { logoId: logo.id, logoAlternative: text, reason });
      const { mediaType, width, height, sha256 } = logo;
      const after = { version: definition.version, logo: { mediaType, width, height, sha256, alternative: text } };
      await record(manager, actor, { ...changeOf(definition, 'setReportLogo'), after, reason });
      return definition;
    });
  }

  async removeLogo(actor: Actor, definitionId: string, reason: string): Promise<ReportDefinition> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const definition = await takeDefinition(manager, actor, definitionId);
      await insertLike(manager, actor, definition, { logoId: null, logoAlternative: null, reason });
      const after = { version: definition.version, logo: null };
      await record(manager, actor, { ...changeOf(definition, 'removeReportLogo'), after, reason });
      return definition;
    });
  }

  /** What pictures are, without their bytes. */
  loadLogos(actor: Actor, ids: readonly string[]): Promise<ReportLogo[]> {
    return findMine(this.database, actor, ReportLogo, 'id', ids);
  }
}

/** A version that says what the latest one does, but for the picture. */
async function insertLike(
  manager: EntityManager,
  actor: Actor,
  definition: ReportDefinition,
  change: Pick<ReportDefinitionVersion, 'logoId' | 'logoAlternative' | 'reason'>,
): Promise<void> {
  const { id: definitionId, version: number } = definition;
  const latest = await manager.findOneByOrFail(ReportDefinitionVersion, { definitionId, number });
  definition.version += 1;
  const made = { number: definition.version, definedBy: actor.personId, definedAt: new Date() };
  await manager.insert(ReportDefinitionVersion, { ...latest, ...change, ...made } as never);
  await manager.update(ReportDefinition, { id: definitionId }, { version: definition.version });
}

function changeOf({ id, coalitionId }: ReportDefinition, verb: string) {
  return { coalitionId, verb, subjectType: 'ReportDefinition', subjectId: id } as const;
}
