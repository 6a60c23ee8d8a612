import { Inject, Injectable } from '@nestjs/common';
import {
  coalitionIdsOf,
  Database,
  Forbidden,
  InvalidState,
  isBackbone,
  newId,
  NotFound,
  run,
  type Actor,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { compileContent } from './compile-content.js';
import { circumstances, type Circumstance } from './circumstance.js';
import { engine } from './report-basis.js';
import { readAsOf } from './report-basis.sql.js';
import { hashContent } from './report-content.js';
import { readPartners, withPartners } from './report-partners.js';
import { hashFor, readHashes } from './report-readers.js';
import { Report } from './report.entity.js';

/** What came of compiling a report once more from its watermark. */
export interface Reproduced {
  sha256: string;
  isIdentical: boolean;
  /** What decides figures beside values, and was changed since; without one of them it has to be identical. */
  changed: (Circumstance | 'engine')[];
}

/** Compiles reports again, as values stood then, in the worker. Nothing of it is kept. */
@Injectable()
export class ReportReproducer {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Values, approvals and corrections are read as they stood at the report's watermark. Definitions, targets, members and
   * the like are read as they are: those that were changed since are told.
   */
  async reproduceReport(actor: Actor, id: string): Promise<Reproduced> {
    const undone = new Error('Nothing of a reproduction is kept.');
    let reproduced: Reproduced | null = null;
    try {
      await this.database.work(
        actor,
        async (manager) => {
          reproduced = await reproduce(manager, actor, id);
          throw undone;
        },
        'REPEATABLE READ',
      );
    } catch (error) {
      if (error !== undone) throw error;
    }
    return reproduced!;
  }
}

export function noWatermark(field?: string[]): InvalidState {
  const message = 'This report has no watermark: it is not compiled, or too old for one.';
  return new InvalidState('report.noWatermark', message, 'INVALID_STATE', field);
}

async function reproduce(manager: EntityManager, actor: Actor, id: string): Promise<Reproduced> {
  const report = await manager.findOneBy(Report, { id, coalitionId: In(coalitionIdsOf(actor)) });
  if (!report) throw new NotFound('report', ['id']);
  if (!isBackbone(actor, report.coalitionId)) throw new Forbidden('Backbone staff have reports compiled again.');
  const { header: frozen, compiledAt } = report;
  const sha256 = hashFor(await readHashes(manager, [id]), id, null);
  if (!frozen?.basis || !compiledAt || !sha256) {
    throw noWatermark();
  }
  const copy = manager.create(Report, {
    ...report,
    ...{ id: newId(), state: 'COMPILING', compiledAt: null, header: null },
  });
  await manager.insert(Report, copy as never);
  const { watermark } = frozen.basis;
  await run(manager, readAsOf, [watermark.number, watermark.snapshot, watermark.server]);
  const compiled = await compileContent(manager, copy, { watermark, tell: async () => undefined });
  // Who asked for it is the report's own, whatever they are called by now.
  const { requestedBy, agreements, partnerAgreements } = frozen;
  const same = { ...compiled, requestedBy, agreements, partnerAgreements };
  // A report of an older version has no partners.
  const hasPartners = (await readPartners(manager, id)).length > 0;
  const header = hasPartners ? await withPartners(manager, copy.id, same, null) : same;
  const again = await hashContent(manager, Object.assign(report, { compiledAt }), header, null, copy.id);
  const now = compiled.basis!;
  return {
    sha256: again,
    isIdentical: again === sha256,
    changed: [
      ...(frozen.basis.engine === engine ? [] : (['engine'] as const)),
      ...circumstances.filter((one) => frozen.basis?.circumstances[one] !== now.circumstances[one]),
    ],
  };
}
