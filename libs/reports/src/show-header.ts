import { prepareFigures } from '@keelson/aggregation';
import { decodeId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Headline, HeadlineComparison, ReportGap, ReportQuality } from './headline.js';
import { hiddenPositions } from './report-figures.sql.js';
import type { ReportHeader } from './report-header.js';
import { showMap } from './report-map.js';
import { withPartners } from './report-partners.js';
import type { Audience } from './report-publication.entity.js';
import type { Restatement, RestatementReason } from './restatement.js';

/** What stands in the place of figures that a reader is not shown, by their positions: SUPPRESSED or WITHHELD. */
export type Hidden = ReadonlyMap<number, string>;

/** A stored header as audiences see it, with the partners that they are told of; null for backbone staff, who see all. */
export async function headerFor(
  manager: EntityManager,
  reportId: string,
  header: ReportHeader,
  audiences: readonly Audience[] | null,
): Promise<ReportHeader> {
  if (audiences === null) return withPartners(manager, reportId, header, null);
  const hiddenOf = async (id: string): Promise<Hidden> => {
    const asked = [id, null, null, audiences];
    const rows = await run<{ position: number; status: string }>(manager, hiddenPositions, asked);
    return new Map(rows.map(({ position, status }) => [position, status]));
  };
  // As a nested loop it took more than 5 s of 99,000 figures.
  await prepareFigures(manager);
  const hidden = await hiddenOf(reportId);
  const { restatement } = header;
  const before = restatement ? await hiddenOf(decodeId('Report', restatement.of.id)) : new Map<number, string>();
  const shown = showHeader(header, hidden, before);
  const mapped = shown.map ? { ...shown, map: showMap(shown.map, audiences) } : shown;
  return withPartners(manager, reportId, mapped, audiences);
}

/**
 * Without every number that a hidden figure stands behind, and without those that are no figure of the report and of
 * which nothing was decided.
 */
export function showHeader(header: ReportHeader, hidden: Hidden, hiddenBefore: Hidden = new Map()): ReportHeader {
  const { basis, headlines, gaps, quality, measures, restatement } = header;
  return {
    ...header,
    ...(basis && { basis: { ...basis, resolutions: basis.resolutions.map(withoutExact) } }),
    ...(headlines && { headlines: headlines.map((one) => showHeadline(one, hidden)) }),
    ...(gaps && { gaps: gaps.map((one) => showGap(one, hidden)) }),
    ...(quality && { quality: showQuality(quality, measures, hidden) }),
    ...(restatement && { restatement: showRestatement(restatement, measures, hidden, hiddenBefore) }),
  };
}

/** The exact number of a resolution is the figure itself. */
function withoutExact<T extends { exact?: string }>({ exact: _, ...resolution }: T) {
  return resolution;
}

function showHeadline({ volume, curve, ...headline }: Headline, hidden: Hidden): Headline {
  const status = headline.figure === null ? undefined : hidden.get(headline.figure);
  const { low: _, high: __, ...rest } = headline;
  const isShown = status === undefined;
  const comparisons = headline.comparisons.map((one) => showComparison(one, isShown, hidden));
  const own = isShown ? { ...headline, comparisons } : { ...rest, value: null, status, comparisons };
  const showsCurve = isShown && curve?.forAudiences && !curve.figures.some((position) => hidden.has(position));
  return {
    ...own,
    ...(isShown && volume?.forAudiences ? { volume } : {}),
    ...(curve && showsCurve ? { curve } : {}),
  };
}

function showComparison(one: HeadlineComparison, isShown: boolean, hidden: Hidden): HeadlineComparison {
  const isAim = one.kind === 'TARGET' || one.kind === 'BASELINE';
  const sees = isShown && one.forAudiences !== false && (one.figure === null || !hidden.has(one.figure));
  if (sees) return one;
  // A figure that is not hidden itself is told by the one beside it already; here all of it goes.
  return { ...one, before: isAim ? one.before : null, now: null, difference: null, percent: null };
}

/** A gap between shown groups would tell of those that are not, by which is the best and by the index. */
function showGap(gap: ReportGap, hidden: Hidden): ReportGap {
  const isWhole = [gap.figure, ...gap.groups.map(({ figure }) => figure)].every((position) => !hidden.has(position));
  if (isWhole) return gap;
  const groups = gap.groups.map((group) => {
    const value = hidden.has(group.figure) ? null : group.value;
    return { ...group, value, rateDifference: null, rateRatio: null };
  });
  return { ...gap, best: null, indexOfDisparity: null, groups, isHidden: true };
}

function showQuality(quality: ReportQuality, measures: ReportHeader['measures'], hidden: Hidden): ReportQuality {
  const positions = [...hidden.keys()];
  const isHidden = (code: string) => {
    const measure = measures.find((one) => one.code === code);
    return !measure || positions.some((at) => at >= measure.first && at < measure.first + measure.figures);
  };
  const nonValues = quality.nonValues.map((one) => (isHidden(one.measure) ? { ...one, kinds: null } : one));
  return { ...quality, nonValues };
}

/**
 * Only changes of which the reader sees both ends: one that is left out says nothing, not even that there was one. What
 * people wrote about numbers of people is shown where it holds no digit.
 */
function showRestatement(
  restatement: Restatement,
  measures: ReportHeader['measures'],
  hidden: Hidden,
  hiddenBefore: Hidden,
): Restatement {
  const isOfPeople = (code: string) => measures.find((one) => one.code === code)?.method?.ofPeople !== false;
  const changes = restatement.changes
    .filter(({ figure, previousFigure }) => {
      return !hidden.has(figure ?? 0) && !hiddenBefore.has(previousFigure ?? 0);
    })
    .map(({ reasons, ...change }) => {
      return { ...change, reasons: isOfPeople(change.measure) ? reasons.map(withoutDigits) : reasons };
    });
  return { ...restatement, changes };
}

function withoutDigits(reason: RestatementReason): RestatementReason {
  return /\p{N}/u.test(reason.text ?? '') ? { ...reason, text: null } : reason;
}
