import { Inject, Injectable } from '@nestjs/common';
import { Category, Dimension, MeasuresService, parsePeriod, type Measure } from '@keelson/measures';
import { Database, InvalidInput, NotFound, type Actor } from '@keelson/platform';
import { AggregationService } from './aggregation.service.js';
import { drawGaps, type MeasureGaps } from './draw-gaps.js';

export interface GapsRequest {
  measureId: string;
  period: string;
  /** Its code. */
  dimension: string;
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
    const categories = await this.loadCategories(actor, measure, dimension);
    return drawGaps({ measure, period, dimension, factor, categories, figures });
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
