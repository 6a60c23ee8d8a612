import { Inject, Injectable } from '@nestjs/common';
import type { FigureSource } from '@keelson/coalitions';
import { Measure, MeasureVersion, parsePeriod, readSpan } from '@keelson/measures';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  newId,
  NotFound,
  record,
  run,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canResolveOverlap } from './aggregation.policy.js';
import { problemsOfMeasure, problemsOfNumber, problemsOfSignature, type NewResolution } from './check-resolution.js';
import { throughMergers } from './merged-cells.sql.js';
import { overlapIntervalSql } from './overlap-interval.sql.js';
import { OverlapResolution } from './overlap-resolution.entity.js';
import { prepareFigures } from './plan-aggregates.sql.js';

interface Circumstances {
  today: string;
  source: FigureSource;
}

/** Says for good, by whom and from when, how many people several partners counted twice. */
@Injectable()
export class OverlapService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Adds a resolution; it supersedes earlier ones for the periods that they share. */
  async resolveOverlap(actor: Actor, input: NewResolution): Promise<OverlapResolution> {
    return this.database.work(actor, async (manager) => {
      const measure = await manager.findOneBy(Measure, { id: input.measureId });
      if (!measure || !isIn(actor, measure.coalitionId)) throw new NotFound('measure', ['measureId']);
      const { coalitionId, id: measureId } = measure;
      if (!canResolveOverlap(actor, coalitionId)) throw new Forbidden();
      const { first, until } = readSpan(input);
      const circumstances = await circumstancesOf(manager, coalitionId);
      const versions = await manager.find(MeasureVersion, { where: { measureId }, order: { number: 'ASC' } });
      const problems = [
        ...problemsOfNumber(input),
        ...problemsOfSignature(input, circumstances.today),
        ...problemsOfMeasure(measure, versions, input, [first.start, until]),
      ];
      if (problems.length > 0) throw new InvalidInput(problems);
      const values = [coalitionId, [measureId], input.frequency, first.start, until, circumstances.source, []];
      if (input.exact != null) await requireInside(manager, coalitionId, [...values, input.exact], input);
      const resolution = manager.create(OverlapResolution, {
        id: newId(),
        coalitionId,
        measureId,
        frequency: input.frequency,
        firstPeriodStart: first.start,
        lastPeriodStart: parsePeriod(input.lastPeriod)?.start ?? first.start,
        method: input.method,
        rate: input.rate ?? null,
        exact: input.exact ?? null,
        signedBy: input.signedBy.trim(),
        signedOn: input.signedOn,
        source: input.source.trim(),
        madeBy: actor.personId,
        madeAt: new Date(),
      });
      await manager.insert(OverlapResolution, resolution);
      const subject = { subjectType: 'Measure', subjectId: measureId } as const;
      await record(manager, actor, { coalitionId, verb: 'resolveOverlap', ...subject, after: { ...input } });
      return resolution;
    });
  }

  /** The resolutions of measures, the latest first. The exact number is the figure itself: it is shown as that one is. */
  async loadResolutions(actor: Actor, measureIds: readonly string[]): Promise<OverlapResolution[]> {
    const order = { madeAt: 'DESC', id: 'DESC' } as const;
    const all = await findMine(this.database, actor, OverlapResolution, 'measureId', measureIds, order);
    return all.map((one) => (isBackbone(actor, one.coalitionId) ? one : { ...one, exact: null }));
  }
}

async function circumstancesOf(manager: EntityManager, coalitionId: string): Promise<Circumstances> {
  const text = `SELECT (now() AT TIME ZONE time_zone)::date::text AS today, figures_from AS source FROM coalition WHERE id = $1`;
  const [row] = await run<Circumstances>(manager, text, [coalitionId]);
  if (!row) throw new NotFound('coalition');
  return row;
}

async function requireInside(
  manager: EntityManager,
  coalitionId: string,
  values: unknown[],
  { firstPeriod }: NewResolution,
) {
  await prepareFigures(manager);
  type Interval = { low: string | null; high: string | null; inside: boolean | null };
  const [interval] = await run<Interval>(
    manager,
    await throughMergers(manager, coalitionId, overlapIntervalSql),
    values,
  );
  if (interval?.inside) return;
  if (interval?.low == null) {
    const message = `Nobody has reported ${firstPeriod} yet, so there is nothing to resolve.`;
    throw InvalidInput.at('exact', 'OUT_OF_RANGE', message);
  }
  const message = `The figure of ${firstPeriod} lies from ${interval.low} (the largest partner's) to ${interval.high} (the sum of all).`;
  throw InvalidInput.at('exact', 'OUT_OF_RANGE', message);
}
