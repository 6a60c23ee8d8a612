import { Inject, Injectable } from '@nestjs/common';
import {
  Category,
  Dimension,
  MeasuresService,
  parsePeriod,
  rational,
  type Measure,
  type Rational,
} from '@keelson/measures';
import { Database, InvalidInput, NotFound, type Actor } from '@keelson/platform';
import { AggregationService } from './aggregation.service.js';
import { compareGroups, type Disparity, type GroupGap } from './compare-groups.js';
import type { Figure } from './figure.js';

export interface GapsRequest {
  measureId: string;
  period: string;
  /** Its code. */
  dimension: string;
}

export interface MeasureGap extends GroupGap {
  name: string;
  value: string | null;
  /** Why there is no number; null when there is one. */
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}

export interface MeasureGaps extends Pick<Disparity, 'best' | 'indexOfDisparity'> {
  measureId: string;
  period: string;
  dimension: string;
  total: string | null;
  /** How many categories have no number, and so no part in the index. */
  missing: number;
  groups: MeasureGap[];
}

/** How far the groups of a breakdown lie apart: the difference and the ratio, always both. */
@Injectable()
export class GapsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AggregationService) private readonly aggregation: AggregationService,
    @Inject(MeasuresService) private readonly measures: MeasuresService,
  ) {}

  /** Over the categories in use and those that have a figure; one without a number is told, with the reason. */
  async gaps(actor: Actor, { measureId, period, dimension }: GapsRequest): Promise<MeasureGaps> {
    const [measure] = await this.measures.loadMeasures(actor, [measureId]);
    if (!measure) throw new NotFound('measure', ['measureId']);
    const asked = parsePeriod(period);
    if (!asked) throw InvalidInput.at('period', 'UNKNOWN_PERIOD', `"${period}" is no period.`);
    const figures = await this.aggregation.figures(actor, {
      ...{ coalitionId: measure.coalitionId, measureIds: [measureId], frequency: asked.frequency },
      ...{ firstPeriod: period, lastPeriod: period, breakdowns: [[dimension]] },
    });
    const total = figures.find(({ cell }) => Object.keys(cell).length === 0);
    const { factor, dimensions } = await this.loadDefinition(actor, measureId, total?.version);
    if (!dimensions.has(dimension)) {
      const message = `The measure is not broken down by "${dimension}" in this period.`;
      throw InvalidInput.at('dimension', 'UNDECLARED_BREAKDOWN', message);
    }
    const byCategory = new Map(figures.filter((one) => one !== total).map((one) => [one.cell[dimension], one]));
    const categories = (await this.loadCategories(actor, measure, dimension)).filter(({ code, retiredAt }) => {
      return retiredAt === null || byCategory.has(code);
    });
    const rates = categories.map(({ code }) => ({ category: code, rate: rateOf(byCategory.get(code), factor) }));
    const { best, indexOfDisparity: index, groups } = compareGroups(rates, rateOf(total, factor), measure.direction);
    // An index over some groups, beside that over others, would tell of those that are not shown.
    const isWhole = figures.every(({ withheld, status }) => !withheld && status !== 'SUPPRESSED');
    const indexOfDisparity = isWhole ? index : null;
    return {
      ...{ measureId, period: total?.period ?? period, dimension, total: total?.value ?? null, best, indexOfDisparity },
      missing: rates.filter(({ rate }) => rate === null).length,
      groups: groups.map((group, i) => {
        const { code, name } = categories[i]!;
        const figure = byCategory.get(code);
        const value = figure?.value ?? null;
        return { ...group, name, value, missing: value === null ? reasonOf(figure) : null };
      }),
    };
  }

  /** The factor and the dimensions of the version that governs the figures. */
  private async loadDefinition(actor: Actor, measureId: string, number?: number) {
    const version = (await this.measures.loadVersions(actor, [measureId])).find((one) => one.number === number);
    const breakdowns = version ? await this.measures.loadBreakdowns(actor, [version.id]) : [];
    const dimensions = new Set(breakdowns.flatMap(({ dimensionKey }) => dimensionKey.split(',')));
    return { factor: version?.factor ?? 1, dimensions };
  }

  private loadCategories(actor: Actor, { coalitionId }: Measure, code: string): Promise<Category[]> {
    return this.database.read(actor, async (manager) => {
      const dimension = await manager.findOneByOrFail(Dimension, { coalitionId, code });
      return manager.find(Category, { where: { dimensionId: dimension.id }, order: { position: 'ASC', code: 'ASC' } });
    });
  }
}

function reasonOf(figure: Figure | undefined): 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' {
  if (figure?.withheld) return 'WITHHELD';
  return figure?.status === 'SUPPRESSED' ? 'SUPPRESSED' : 'NO_DATA';
}

/** A ratio before its rounding, so that a gap is rounded once. */
function rateOf(figure: Figure | undefined, factor: number): Rational | null {
  if (figure?.value == null) return null;
  const { numerator, denominator, value } = figure;
  if (numerator === null || denominator === null) return rational.rationalOf(value);
  const share = rational.divide(rational.rationalOf(numerator), rational.rationalOf(denominator));
  return share && rational.multiply(share, rational.rationalOf(String(factor)));
}
