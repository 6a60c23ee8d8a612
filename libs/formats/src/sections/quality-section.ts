import { rational } from '@keelson/measures';
import { columnOf, nameOf, type DescribeSection } from '../report-section.js';
import { oneOf, wordsOf, type ReportWords } from '../report-words.js';

/** How far the data behind the figures can be relied on. */
export const qualitySection: DescribeSection = ({ header }) => {
  const { quality } = header;
  if (!quality) return null;
  const words = wordsOf(header);
  const { say } = words;
  return {
    title: words.say('report.title.dataQuality'),
    paragraphs: [
      say('report.quality.text'),
      ...quality.rates.flatMap(({ frequency, since }) =>
        since ? [say('report.quality.since', { frequency: words.name(frequency), since })] : [],
      ),
      ...quality.warnings.map(({ frequency: code, firstPeriod, lastPeriod, cells, explained }) => {
        const frequency = words.name(code);
        const span = words.span(firstPeriod, lastPeriod);
        return cells === null
          ? say('report.quality.tooMany', { frequency })
          : say('report.quality.checked', { cells, frequency, span, explained });
      }),
    ],
    tables: [
      {
        name: words.say('report.title.dataQuality'),
        columns: [
          columnOf(words, 'collectedBy', 14),
          columnOf(words, 'rate', 24),
          columnOf(words, 'percent', 12, true),
          columnOf(words, 'of', 30),
        ],
        rows: quality.rates.flatMap((one) => [
          rowOf(words, one.frequency, 'received', [
            one.submissionRate,
            one.submissionsReceived,
            one.submissionsExpected,
          ]),
          rowOf(words, one.frequency, 'answered', [one.cellCompleteness, one.cellsAnswered, one.cellsExpected]),
          rowOf(words, one.frequency, 'withNumber', [one.valueCompleteness, one.cellsWithNumber, one.cellsExpected]),
          rowOf(words, one.frequency, 'timely', [one.timeliness, one.submissionsTimely, one.submissionsDecided]),
        ]),
      },
      {
        name: words.say('report.title.openWarnings'),
        columns: [columnOf(words, 'collectedBy', 14), columnOf(words, 'check', 30), columnOf(words, 'open', 10, true)],
        rows: quality.warnings.flatMap(({ frequency, open }) =>
          open.map(({ check, count }) => [words.name(frequency), words.name(check), { number: String(count) }]),
        ),
      },
      {
        name: words.say('report.title.steppedOver'),
        columns: [columnOf(words, 'measure', 40), columnOf(words, 'whyNone', 30), columnOf(words, 'cells', 10, true)],
        rows: quality.nonValues.flatMap(({ measure, kinds }) =>
          Object.entries(kinds ?? { SUPPRESSED: null }).map(([kind, count]) => [
            ...[
              nameOf(header, measure),
              oneOf(words, 'nonValue', kind) ?? words.name(kind),
              { number: count === null ? null : String(count) },
            ],
          ]),
        ),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
};

function rowOf(
  words: ReportWords,
  frequency: string,
  rate: 'received' | 'answered' | 'withNumber' | 'timely',
  [share, reported, expected]: [share: string | null, part: number, whole: number],
) {
  const { decimalOf, multiply, rationalOf } = rational;
  const percent = share === null ? null : decimalOf(multiply(rationalOf(share), rationalOf('100')));
  const of = words.say('report.coverage', { reported, expected });
  return [words.name(frequency), words.say(`report.quality.${rate}`), { number: percent }, of];
}
