import type { ReportedMeasure } from '@keelson/reports';
import { definitionOf } from '../describe-figures.js';
import { columnOf, nameOf, type DescribeSection } from '../report-section.js';
import { wordsOf, type ReportWords } from '../report-words.js';

/** By what the figures came out as they did, and how to check it. */
export const methodsSection: DescribeSection = ({ header, sha256 }) => {
  const { basis, measures } = header;
  if (!basis) return null;
  const words = wordsOf(header);
  const { policies, watermark, engine, resolutions } = basis;
  return {
    title: words.say('report.title.methods'),
    paragraphs: [
      words.say('report.methods.order'),
      words.say('report.methods.small', { most: policies.smallNumberThreshold - 1 }),
      words.say('report.methods.compiled', {
        ...{ engine, at: watermark.at, source: policies.figuresFrom, month: policies.yearStartMonth },
        timeZone: policies.timeZone,
      }),
      words.say('report.methods.watermark', { ...watermark }),
      ...(sha256 ? [words.say('report.methods.sha256', { sha256 })] : []),
    ],
    tables: [
      {
        name: words.say('report.title.methods'),
        columns: [
          columnOf(words, 'measure', 36),
          columnOf(words, 'definition', 50),
          columnOf(words, 'rules', 50),
          columnOf(words, 'versions', 50),
        ],
        rows: measures.map((measure) => [
          measure.name,
          definitionOf(words, measure),
          rulesOf(words, measure),
          versionsOf(words, measure),
        ]),
      },
      {
        name: words.say('report.title.overlap'),
        columns: [
          columnOf(words, 'measure', 36),
          columnOf(words, 'from', 12),
          columnOf(words, 'to', 12),
          columnOf(words, 'countedTwice', 24),
          columnOf(words, 'signedBy', 24),
          columnOf(words, 'on', 12),
          columnOf(words, 'source', 40),
        ],
        rows: resolutions.map(({ measure, firstPeriodStart, lastPeriodStart, method, rate, ...one }) => [
          ...[nameOf(header, measure), firstPeriodStart, lastPeriodStart, `${method}${rate ? ` ${rate}` : ''}`],
          ...[one.signedBy, one.signedOn, one.source],
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
};

function rulesOf({ say, name }: ReportWords, { method }: ReportedMeasure): string {
  if (!method) return '';
  const { frequency, timeRule: rule, denominatorTimeRule: denominator, partnerRule, overlap, ofPeople } = method;
  return [
    say('report.methods.collected', { frequency: name(frequency) }),
    denominator
      ? say('report.methods.overTimeDenominator', { rule, denominator })
      : say('report.methods.overTime', { rule }),
    say('report.methods.overOrganizations', { rule: partnerRule }),
    overlap === 'POSSIBLE' ? say('report.methods.overlap') : '',
    ofPeople ? say('report.methods.ofPeople') : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function versionsOf({ say, name }: ReportWords, { versions = [] }: ReportedMeasure): string {
  return versions
    .map(({ number, from: day, comparability, reason }) => {
      const since = day
        ? say('report.methods.versionFrom', { number, day, comparability: name(comparability) })
        : say('report.methods.versionFirst', { number });
      return reason ? `${since}: ${reason}` : since;
    })
    .join('; ');
}
