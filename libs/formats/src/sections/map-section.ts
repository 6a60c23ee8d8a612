import { rational } from '@keelson/measures';
import type { MappedLink, ReportMap } from '@keelson/reports';
import type { DescribeSection, ReportTable } from '../report-section.js';
import { wordsOf as reportWordsOf } from '../report-words.js';

/** The section is English as yet, as are its names. */
const { name: wordsOf } = reportWordsOf({});

/** How activities reinforce each other. */
export const mapSection: DescribeSection = ({ header }) => {
  const { map } = header;
  if (!map || map.activities.length === 0) return null;
  return {
    title: 'How activities reinforce each other',
    paragraphs: [
      'Each circle is an activity, by its number in the table beneath; activities that are linked stand near each other. Filled circles are active. Arrows lead from the activity that feeds (thin), enables (thick), refers people to (dots and dashes) or depends on (dashed) the other; activities that share a resource (thin, no arrow) or duplicate each other (dotted) have none. Links count once both sides have said so.',
      ...figuresOf(map),
    ],
    map: { caption: 'Activities and the links between them', alternative: alternativeOf(map), ...map },
    tables: [activitiesTable(map), linksTable(map), gapsTable(map), overlapsTable(map), referralsTable(map)],
  };
};

/** A link as a sentence has it, read from one activity to the other. */
export const linkWords: Record<MappedLink['kind'], string> = {
  FEEDS: 'feeds',
  ENABLES: 'enables',
  REFERS: 'refers people to',
  SHARES_RESOURCE: 'shares a resource with',
  DEPENDS_ON: 'depends on',
  DUPLICATES: 'duplicates',
};

function figuresOf({ isolationRate, reinforcementDensity }: ReportMap): string[] {
  const share = ({ numerator, denominator, value }: NonNullable<ReportMap['isolationRate']>) => {
    const percent = rational.decimalOf(rational.multiply(rational.rationalOf(value!), rational.rationalOf('100')));
    return `${percent} % (${numerator} of ${denominator})`;
  };
  return [
    ...(isolationRate?.value ? [`Active activities without a link: ${share(isolationRate)}.`] : []),
    ...(reinforcementDensity?.value
      ? [`Of all directions between two active activities, linked: ${share(reinforcementDensity)}.`]
      : []),
  ];
}

const numbered = ({ activities }: ReportMap, i: number) => `${i + 1} ${activities[i]?.title ?? ''}`;

/** What the drawing shows; the tables hold all of it. */
function alternativeOf({ activities, links }: ReportMap): string {
  const alone = activities.filter((_, i) => !links.some(({ from, to }) => from === i || to === i)).length;
  return `A map of ${activities.length} activities with ${links.length} links between them; ${alone} have no link on it. The tables beneath say which.`;
}

function activitiesTable({ activities }: ReportMap): ReportTable {
  return {
    name: 'Activities on the map',
    columns: [
      { heading: 'Number', width: 8 },
      { heading: 'Activity', width: 50 },
      { heading: 'Led by', width: 30 },
      { heading: 'Kind', width: 16 },
      { heading: 'Status', width: 12 },
      { heading: 'On its own', width: 12 },
    ],
    rows: activities.map(({ title, organization, kind, status, isolated }, i) => [
      ...[{ number: String(i + 1) }, title, organization, wordsOf(kind), wordsOf(status), isolated ? 'no link' : null],
    ]),
  };
}

function linksTable(map: ReportMap): ReportTable {
  return {
    name: 'Links on the map',
    columns: [
      { heading: 'Activity', width: 50 },
      { heading: 'Link', width: 24 },
      { heading: 'Other activity', width: 50 },
    ],
    rows: map.links.map(({ from, to, kind }) => [numbered(map, from), linkWords[kind], numbered(map, to)]),
  };
}

function gapsTable({ goalsWithoutActivity = [] }: ReportMap): ReportTable {
  return {
    name: 'Goals without an activity',
    columns: [
      { heading: 'Goal', width: 20 },
      { heading: 'Statement', width: 80 },
    ],
    rows: goalsWithoutActivity.map(({ code, statement }) => [code, statement]),
  };
}

function overlapsTable(map: ReportMap): ReportTable {
  return {
    name: 'Possible overlaps',
    columns: [
      { heading: 'Activity', width: 50 },
      { heading: 'Other activity', width: 50 },
      { heading: 'Both serve', width: 40 },
      { heading: 'At', width: 24 },
      { heading: 'For', width: 24 },
    ],
    rows: (map.possibleOverlaps ?? []).map(({ activities: [one, two], goals, groups, place }) => [
      ...[numbered(map, one), numbered(map, two), groups.join(', '), place, goals.join(', ')],
    ]),
  };
}

function referralsTable(map: ReportMap): ReportTable {
  return {
    name: 'Not referred onward',
    columns: [
      { heading: 'Activity', width: 50 },
      { heading: 'Its people', width: 30 },
      { heading: 'Could be referred to', width: 60 },
    ],
    rows: (map.notReferred ?? []).map(({ activity, group, others }) => [
      ...[numbered(map, activity), group, others.map((i) => numbered(map, i)).join(', ')],
    ]),
  };
}
