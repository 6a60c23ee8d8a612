import { rational } from '@keelson/measures';
import type { Headline, HeadlineComparison } from '@keelson/reports';
import { nonValues, statuses } from '../describe-figures.js';
import { nameOf, type DescribeSection, type TableCell } from '../report-section.js';

const besides = {
  TARGET: 'Target',
  BASELINE: 'Baseline',
  PREVIOUS_PERIOD: 'Previous period',
  SAME_PERIOD_LAST_YEAR: 'Same period last year',
  SAME_PANEL: 'Previous period, same partners',
};

const standings: Record<string, string> = {
  TURNED: 'turned',
  SLOWED: 'slowed: better than forecast, not yet turned',
  ON_BASELINE: 'as forecast',
  BEHIND_BASELINE: 'behind the forecast',
  NO_DATA: 'no figure for the year',
  BUILDING_HISTORY: 'building history',
};

/** Each measure's latest figure, and what it is set beside. */
export const headlinesSection: DescribeSection = ({ header }) => {
  const { headlines = [] } = header;
  if (headlines.length === 0) return null;
  return {
    title: 'Headlines',
    paragraphs: [
      'The latest figure of each measure, and what it is set beside. “Same partners” compares only those who reported in both periods. Nothing is compared across a new definition that does not compare with the one before.',
    ],
    tables: [
      {
        name: 'Latest figures',
        columns: [
          { heading: 'Measure', width: 40 },
          { heading: 'Figure', width: 20, numeric: true },
          { heading: 'Period', width: 12 },
          { heading: 'Target', width: 14, numeric: true },
          { heading: 'Status', width: 24 },
          { heading: 'Organizations', width: 18 },
          { heading: 'Cells', width: 12 },
          { heading: 'Earlier volume, %', width: 14, numeric: true },
          { heading: 'Curve', width: 26 },
        ],
        rows: headlines.map((one) => [
          ...[nameOf(header, one.measure), figureOf(one), one.period, { number: one.target }, statusOf(one.status)],
          ...[shareOf(one.organizationsReported, one.organizationsExpected)],
          ...[shareOf(one.cellsReported, one.cellsExpected), volumeOf(one), curveOf(one)],
        ]),
      },
      {
        name: 'Comparisons',
        columns: [
          { heading: 'Measure', width: 40 },
          { heading: 'Set beside', width: 26 },
          { heading: 'Period', width: 12 },
          { heading: 'Before', width: 17, numeric: true },
          { heading: 'Now', width: 17, numeric: true },
          { heading: 'Difference', width: 19, numeric: true },
          { heading: 'Per cent', width: 12, numeric: true },
          { heading: 'Remark', width: 24 },
        ],
        rows: headlines.flatMap(({ measure, comparisons }) =>
          withoutTwins(comparisons).map((one): TableCell[] => [
            ...[nameOf(header, measure), besides[one.kind], one.period, { number: one.before }, { number: one.now }],
            ...[{ number: one.difference }, { number: rounded(one.percent) }, remarkOf(one)],
          ]),
        ),
      },
    ],
  };
};

function figureOf({ value, low, high, status }: Headline): TableCell {
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return value === null ? (nonValues[status ?? ''] ?? 'no figure') : { number: value };
}

function statusOf(status: string | null): string | null {
  return status && (statuses[status] ?? null);
}

function shareOf(part: number, whole: number): string | null {
  return whole === 0 && part === 0 ? null : `${part} of ${whole}`;
}

function volumeOf({ volume }: Headline): TableCell {
  if (!volume) return null;
  const [reported, expected] = [rational.rationalOf(volume.reported), rational.rationalOf(volume.expected)];
  const share = rational.divide(rational.multiply(reported, rational.rationalOf('100')), expected);
  return { number: share && rational.decimalOf(share, 1) };
}

function rounded(percent: string | null): string | null {
  return percent && rational.decimalOf(rational.rationalOf(percent), 2);
}

/** Of yearly figures the period before is that of last year. */
function withoutTwins(comparisons: readonly HeadlineComparison[]): HeadlineComparison[] {
  const previous = comparisons.find(({ kind }) => kind === 'PREVIOUS_PERIOD');
  return comparisons.filter(({ kind, period }) => kind !== 'SAME_PERIOD_LAST_YEAR' || period !== previous?.period);
}

function curveOf({ curve }: Headline): string | null {
  return curve?.standing ? `${curve.year}: ${standings[curve.standing]}` : null;
}

function remarkOf({ broken, organizations }: HeadlineComparison): string | null {
  if (broken) return 'A new definition lies between';
  return organizations === undefined ? null : `${organizations} ${organizations === 1 ? 'partner' : 'partners'}`;
}
