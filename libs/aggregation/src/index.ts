export * from './aggregation.module.js';
export * from './aggregation.policy.js';
export * from './aggregation.service.js';
export { canonicalRowsSql, type CanonicalRow } from './canonical-rows.sql.js';
export { AggregationService, type FigureRequest } from './aggregation.service.js';
export * from './measure-story.service.js';
export { compareGroups, type Disparity, type GroupGap } from './compare-groups.js';
export { yearlyStandings, type StandingCurve } from './yearly-standings.js';
export type { CurvePoint, MeasureCurve, SeenForecast } from './draw-curve.js';
export type { DisclosureTerms, Standings } from './decide-measure.js';
export { decidePartners } from './decide-partners.js';
export {
  decideFigures,
  loadTerms,
  ofOperands,
  planNumbers,
  type LoadedNumbers,
  type NumbersPart,
} from './disclose-figures.js';
export * from './figure.js';
export { lastCollected } from './find-complete-years.js';
export { figuresSql } from './figures.sql.js';
export * from './forecast.entity.js';
export * from './forecasts.service.js';
export type { MeasureGap, MeasureGaps } from './draw-gaps.js';
export * from './gaps.service.js';
export * from './judge-curve.js';
export { loadMeasureRules } from './measure-rules.js';
export type { NewResolution } from './check-resolution.js';
export * from './overlap-resolution.entity.js';
export * from './overlap.service.js';
export { throughMergers } from './merged-cells.sql.js';
export * from './partner-figures.service.js';
export { partnerFiguresSql, type PartnerFigureRow } from './partner-figures.sql.js';
export * from './peers.service.js';
export { bandGaps, fewestPeers, type BandGap } from './judge-band.js';
export { prepareFigures } from './plan-aggregates.sql.js';
export * from './read-figures.js';
export { wholeYears } from './reporting-years.js';
export * from './rollups.service.js';
export { figureColumns } from './rollups.sql.js';
export { totalChanges, type TotalChange } from './total-changes.js';
export { findWorseMeasures, type WorseMeasure } from './worse-measures.js';
