import { rational } from '@keelson/measures';
import type { Headline, HeadlineComparison } from '@keelson/reports';
import { columnOf, nameOf, type DescribeSection, type TableCell } from '../report-section.js';
import { exactInterval, oneOf, wordsOf, type ReportWords } from '../report-words.js';

/** Each measure's latest figure, and what it is set beside. */
export const headlinesSection: DescribeSection = ({ header }) => {
  const words = wordsOf(header);
  const { headlines = [] } = header;
  if (headlines.length === 0) return null;
  return {
    title: words.say('report.title.headlines'),
    paragraphs: [words.say('report.headlines.text')],
    tables: [
      {
        name: words.say('report.title.latestFigures'),
        columns: [
          columnOf(words, 'measure', 40),
          columnOf(words, 'figure', 20, true),
          columnOf(words, 'period', 12),
          columnOf(words, 'target', 14, true),
          columnOf(words, 'status', 24),
          columnOf(words, 'organizations', 18),
          columnOf(words, 'cells', 12),
          columnOf(words, 'earlierVolume', 14, true),
          columnOf(words, 'curve', 26),
        ],
        rows: headlines.map((one) => [
          ...[
            nameOf(header, one.measure),
            figureOf(words, one),
            one.period,
            { number: one.target },
            one.status && oneOf(words, 'status', one.status),
          ],
          ...[shareOf(words, one.organizationsReported, one.organizationsExpected)],
          ...[shareOf(words, one.cellsReported, one.cellsExpected), volumeOf(one), curveOf(words, one)],
        ]),
      },
      {
        name: words.say('report.title.comparisons'),
        columns: [
          columnOf(words, 'measure', 40),
          columnOf(words, 'setBeside', 26),
          columnOf(words, 'period', 12),
          columnOf(words, 'before', 17, true),
          columnOf(words, 'now', 17, true),
          columnOf(words, 'difference', 19, true),
          columnOf(words, 'percent', 12, true),
          columnOf(words, 'remark', 24),
        ],
        rows: headlines.flatMap(({ measure, comparisons }) =>
          withoutTwins(comparisons).map((one): TableCell[] => [
            ...[
              nameOf(header, measure),
              words.say(`report.beside.${one.kind}`),
              one.period,
              { number: one.before },
              { number: one.now },
            ],
            ...[{ number: one.difference }, { number: rounded(one.percent) }, remarkOf(words, one)],
          ]),
        ),
      },
    ],
  };
};

function figureOf(words: ReportWords, { value, low, high, status }: Headline): TableCell {
  if (low !== undefined && high !== undefined) return exactInterval(words, low, high);
  if (value !== null) return { number: value };
  return oneOf(words, 'nonValue', status ?? '') ?? words.say('report.noFigure');
}

function shareOf(words: ReportWords, reported: number, expected: number): string | null {
  return expected === 0 && reported === 0 ? null : words.say('report.coverage', { reported, expected });
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

function curveOf(words: ReportWords, { curve }: Headline): string | null {
  return curve?.standing ? `${curve.year}: ${oneOf(words, 'standing', curve.standing)}` : null;
}

function remarkOf(words: ReportWords, { broken, organizations }: HeadlineComparison): string | null {
  if (broken) return words.say('report.headlines.broken');
  return organizations === undefined ? null : words.say('report.count.partners', { count: organizations });
}
