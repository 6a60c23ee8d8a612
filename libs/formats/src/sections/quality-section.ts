import { rational } from '@keelson/measures';
import { nonValues } from '../describe-figures.js';
import { nameOf, type DescribeSection } from '../report-section.js';
import { wordsOf } from './activities-section.js';

/** How far the data behind the figures can be relied on. */
export const qualitySection: DescribeSection = ({ header }) => {
  const { quality } = header;
  if (!quality) return null;
  return {
    title: 'Data quality',
    paragraphs: [
      'Three rates, never one: submissions received of those expected; cells that hold a number or a partner’s reason for none; cells that hold a number. Timely is what first came by its due date.',
      ...quality.rates.flatMap(({ frequency, since }) =>
        since ? [`The rates of what is collected by ${wordsOf(frequency)} are those of ${since}.`] : [],
      ),
      ...quality.warnings.map(({ frequency, firstPeriod, lastPeriod, cells, explained }) => {
        const span = firstPeriod === lastPeriod ? firstPeriod : `${firstPeriod} to ${lastPeriod}`;
        const by = wordsOf(frequency);
        return cells === null
          ? `There are more numbers by ${by} than are checked for one report.`
          : `${cells} numbers by ${by} were checked, of ${span}; ${explained} findings were explained by those who know.`;
      }),
    ],
    tables: [
      {
        name: 'Data quality',
        columns: [
          { heading: 'Collected by', width: 14 },
          { heading: 'Rate', width: 24 },
          { heading: 'Per cent', width: 12, numeric: true },
          { heading: 'Of', width: 30 },
        ],
        rows: quality.rates.flatMap((one) => [
          ...[
            rowOf(
              one.frequency,
              'Submissions received',
              one.submissionRate,
              one.submissionsReceived,
              one.submissionsExpected,
            ),
          ],
          ...[rowOf(one.frequency, 'Cells answered', one.cellCompleteness, one.cellsAnswered, one.cellsExpected)],
          ...[
            rowOf(one.frequency, 'Cells with a number', one.valueCompleteness, one.cellsWithNumber, one.cellsExpected),
          ],
          ...[rowOf(one.frequency, 'Timely', one.timeliness, one.submissionsTimely, one.submissionsDecided)],
        ]),
      },
      {
        name: 'Open warnings',
        columns: [
          { heading: 'Collected by', width: 14 },
          { heading: 'Check', width: 30 },
          { heading: 'Open', width: 10, numeric: true },
        ],
        rows: quality.warnings.flatMap(({ frequency, open }) =>
          open.map(({ check, count }) => [wordsOf(frequency), wordsOf(check), { number: String(count) }]),
        ),
      },
      {
        name: 'Stepped over',
        columns: [
          { heading: 'Measure', width: 40 },
          { heading: 'Why there is no number', width: 30 },
          { heading: 'Cells', width: 10, numeric: true },
        ],
        rows: quality.nonValues.flatMap(({ measure, kinds }) =>
          Object.entries(kinds ?? { SUPPRESSED: null }).map(([kind, count]) => [
            ...[
              nameOf(header, measure),
              nonValues[kind] ?? wordsOf(kind),
              { number: count === null ? null : String(count) },
            ],
          ]),
        ),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
};

function rowOf(frequency: string, rate: string, share: string | null, part: number, whole: number) {
  const { decimalOf, multiply, rationalOf } = rational;
  const percent = share === null ? null : decimalOf(multiply(rationalOf(share), rationalOf('100')));
  return [wordsOf(frequency), rate, { number: percent }, `${part} of ${whole}`];
}
