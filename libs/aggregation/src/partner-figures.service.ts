import { Inject, Injectable } from '@nestjs/common';
import { loadSharing } from '@keelson/agreements';
import { formatPeriod, isAtLeastAsFine, Measure, readSpan, type Period, type Span } from '@keelson/measures';
import { Database, holds, InvalidInput, isIn, NotFound, run, speaksFor, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSeeSmallFigures } from './aggregation.policy.js';
import type { Standing } from './decide-measure.js';
import { decidePartners } from './decide-partners.js';
import { decideFigures, loadNumbers, loadTerms, ofOperands } from './disclose-figures.js';
import { figureSourceOf } from './figure-source.js';
import { loadMeasureRules } from './measure-rules.js';
import { throughMergers } from './merged-cells.sql.js';
import { partnerFiguresSql, type PartnerFigureRow } from './partner-figures.sql.js';
import { prepareFigures } from './plan-aggregates.sql.js';
import { readFor } from './read-for.js';
import { wholeYears } from './reporting-years.js';

export interface PartnerFigureRequest extends Span {
  coalitionId: string;
  measureId: string;
}

/** An organization's own figure of a measure: its total, without parts. */
export interface PartnerFigure {
  measureId: string;
  organizationId: string;
  period: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  derived: boolean;
  /** Why there is no number to be seen; null where there is one. */
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}

/** What each partner has, for those who may see it: itself, backbone staff, and whom an agreement names. */
@Injectable()
export class PartnerFiguresService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async partnerFigures(actor: Actor, request: PartnerFigureRequest): Promise<PartnerFigure[]> {
    const { coalitionId, measureId, frequency } = request;
    const { first, until } = readSpan(request);
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    return readFor(this.database, actor, coalitionId, async (manager) => {
      const measure = await requireMeasure(manager, request);
      await prepareFigures(manager);
      const source = await figureSourceOf(manager, coalitionId);
      const read = async (by: string, from: string, to: string) => {
        const statement = await throughMergers(manager, coalitionId, partnerFiguresSql);
        return run<PartnerFigureRow>(manager, statement, [coalitionId, [measureId], by, from, to, source, []]);
      };
      const rows = await read(frequency, first.start, until);
      const figures = rows.map((row) => figureOf(row, measureId, frequency));
      if (canSeeSmallFigures(actor, coalitionId)) return figures;
      const isOwn = ({ organizationId }: PartnerFigure) => speaksFor(actor, coalitionId, organizationId);
      const loaded = await loadTerms(manager, coalitionId);
      // An own figure needs an agreement also where totals need none.
      const terms = { ...loaded, sharing: await loadSharing(manager, coalitionId, loaded.sharing.free) };
      const [rules] = await loadMeasureRules(manager, coalitionId, [measureId]);
      const years = wholeYears(first, until, measure.frequency, terms.yearStartMonth);
      const collected = await read(measure.frequency, years.first, years.until);
      const numbers = await loadNumbers(
        manager,
        { coalitionId, measureIds: rules!.ofPeople ? [measureId] : [], source, first, until, frequency },
        terms,
      );
      const decisions = await decideFigures(manager, coalitionId, numbers, frequency, terms);
      const standings = ofOperands(decisions, new Set([measureId]));
      const standingOf = await decidePartners(
        {
          ...{ manager, coalitionId, terms, rules: rules!, reportId: null },
          audience: holds(actor, coalitionId, 'PARTNER', 'OBSERVER') ? 'COALITION' : 'FUNDERS',
          hidesTotal: (audience, period) => standings.standing(period, '', audience, false) === 'SUPPRESSED',
        },
        collected,
      );
      return figures.map((figure, i) => {
        if (isOwn(figure)) return figure;
        const row = rows[i]!;
        return show(figure, standingOf(row, { frequency, start: row.start }));
      });
    });
  }
}

async function requireMeasure(
  manager: EntityManager,
  { coalitionId, measureId, frequency }: PartnerFigureRequest,
): Promise<Measure> {
  const measure = await manager.findOneBy(Measure, { id: measureId, coalitionId });
  if (!measure) throw new NotFound('measure', ['measureId']);
  if (measure.calculated) {
    const message = `"${measure.code}" is calculated: ask for the measures that it is calculated from.`;
    throw InvalidInput.at('measureId', 'INVALID', message);
  }
  if (isAtLeastAsFine(measure.frequency, frequency)) return measure;
  const message = `"${measure.code}" is reported by ${measure.frequency}: ask for that or a longer frequency.`;
  throw InvalidInput.at('frequency', 'INVALID', message);
}

function figureOf(row: PartnerFigureRow, measureId: string, frequency: Period['frequency']): PartnerFigure {
  const { value, numerator, denominator, derived } = row;
  return {
    ...{ measureId, organizationId: row.organization_id, period: formatPeriod({ frequency, start: row.start }) },
    ...{ value, numerator, denominator, derived, missing: value === null ? 'NO_DATA' : null },
  };
}

function show(figure: PartnerFigure, standing: Standing): PartnerFigure {
  if (standing === 'SHOWN') return figure;
  const missing = standing === 'SUPPRESSED' ? 'SUPPRESSED' : 'WITHHELD';
  return { ...figure, value: null, numerator: null, denominator: null, derived: false, missing };
}
