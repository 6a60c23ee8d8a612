import type { ReportedMeasure } from '@keelson/reports';
import { definitionOf } from '../describe-figures.js';
import { nameOf, type DescribeSection } from '../report-section.js';
import { wordsOf } from './activities-section.js';

/** By what the figures came out as they did, and how to check it. */
export const methodsSection: DescribeSection = ({ header, sha256 }) => {
  const { basis, measures } = header;
  if (!basis) return null;
  const { policies, watermark, engine, resolutions } = basis;
  return {
    title: 'Methods',
    paragraphs: [
      'Each organization’s numbers go over time first, then over organizations, each by the measure’s own rule; ratios are divided last and rounded once.',
      `Of people, numbers from 1 to ${policies.smallNumberThreshold - 1} are hidden from audiences, and others with them by which one of these could be worked out.`,
      `Compiled by ${engine} at ${watermark.at}, from ${policies.figuresFrom === 'APPROVED' ? 'approved submissions' : 'submissions, approved or not'}; the year starts in month ${policies.yearStartMonth}; time zone ${policies.timeZone}.`,
      `Watermark: writes up to ${watermark.number}, of server ${watermark.server} those that snapshot ${watermark.snapshot} sees.`,
      ...(sha256 ? [`SHA-256 of the content as its reader sees it, in the form of RFC 8785: ${sha256}`] : []),
    ],
    tables: [
      {
        name: 'Methods',
        columns: [
          { heading: 'Measure', width: 36 },
          { heading: 'Definition', width: 50 },
          { heading: 'Rules', width: 50 },
          { heading: 'Versions', width: 50 },
        ],
        rows: measures.map((measure) => [measure.name, definitionOf(measure), rulesOf(measure), versionsOf(measure)]),
      },
      {
        name: 'Overlap',
        columns: [
          { heading: 'Measure', width: 36 },
          { heading: 'From', width: 12 },
          { heading: 'To', width: 12 },
          { heading: 'Counted twice', width: 24 },
          { heading: 'Signed by', width: 24 },
          { heading: 'On', width: 12 },
          { heading: 'Source', width: 40 },
        ],
        rows: resolutions.map(({ measure, firstPeriodStart, lastPeriodStart, method, rate, ...one }) => [
          ...[nameOf(header, measure), firstPeriodStart, lastPeriodStart, `${method}${rate ? ` ${rate}` : ''}`],
          ...[one.signedBy, one.signedOn, one.source],
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
};

function rulesOf({ method }: ReportedMeasure): string {
  if (!method) return '';
  const { frequency, timeRule, denominatorTimeRule, partnerRule, overlap, ofPeople } = method;
  return [
    `collected by ${wordsOf(frequency)}`,
    `over time: ${timeRule}${denominatorTimeRule ? `, denominator ${denominatorTimeRule}` : ''}`,
    `over organizations: ${partnerRule}`,
    overlap === 'POSSIBLE' ? 'partners may count the same people' : '',
    ofPeople ? 'numbers of people' : '',
  ]
    .filter(Boolean)
    .join('; ');
}

function versionsOf({ versions = [] }: ReportedMeasure): string {
  return versions
    .map(({ number, from, comparability, reason }) => {
      const since = from ? `${number} from ${from}, ${wordsOf(comparability)}` : `${number} from the beginning`;
      return reason ? `${since}: ${reason}` : since;
    })
    .join('; ');
}
