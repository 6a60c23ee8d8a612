import { rational } from '@keelson/measures';
import type { MappedLink, ReportMap } from '@keelson/reports';
import { columnOf, type DescribeSection, type ReportTable } from '../report-section.js';
import { wordsOf, type ReportWords } from '../report-words.js';

/** How activities reinforce each other. */
export const mapSection: DescribeSection = ({ header }) => {
  const { map } = header;
  if (!map || map.activities.length === 0) return null;
  const words = wordsOf(header);
  const { say } = words;
  return {
    title: say('report.title.map'),
    paragraphs: [say('report.map.text'), ...figuresOf(words, map)],
    map: { caption: say('report.map.caption'), alternative: alternativeOf(words, map), ...map },
    tables: [activitiesTable, linksTable, gapsTable, overlapsTable, referralsTable].map((table) => table(words, map)),
  };
};

type DescribeTable = (words: ReportWords, map: ReportMap) => ReportTable;

/** A link as a sentence has it, read from one activity to the other. */
const linkWord = ({ say }: ReportWords, kind: MappedLink['kind']) => say(`report.link.${kind}`);

function figuresOf({ say, exact }: ReportWords, { isolationRate, reinforcementDensity }: ReportMap): string[] {
  const share = ({ numerator, denominator, value }: NonNullable<ReportMap['isolationRate']>) => {
    const percent = rational.decimalOf(rational.multiply(rational.rationalOf(value!), rational.rationalOf('100')));
    return say('report.map.share', { percent: exact(percent), numerator, denominator });
  };
  return [
    ...(isolationRate?.value ? [say('report.map.isolated', { share: share(isolationRate) })] : []),
    ...(reinforcementDensity?.value ? [say('report.map.density', { share: share(reinforcementDensity) })] : []),
  ];
}

const numbered = ({ activities }: ReportMap, i: number) => `${i + 1} ${activities[i]?.title ?? ''}`;

/** What the drawing shows; the tables hold all of it. */
function alternativeOf({ say }: ReportWords, { activities, links }: ReportMap): string {
  const alone = activities.filter((_, i) => !links.some(({ from, to }) => from === i || to === i)).length;
  return say('report.map.alternative', { activities: activities.length, links: links.length, alone });
}

const activitiesTable: DescribeTable = (words, { activities }) => ({
  name: words.say('report.map.activities'),
  columns: [
    columnOf(words, 'number', 8),
    columnOf(words, 'activity', 50),
    columnOf(words, 'ledBy', 30),
    columnOf(words, 'kind', 16),
    columnOf(words, 'status', 12),
    columnOf(words, 'onItsOwn', 12),
  ],
  rows: activities.map(({ title, organization, kind, status, isolated }, i) => [
    ...[{ number: String(i + 1) }, title, organization, words.name(kind), words.name(status)],
    isolated ? words.say('report.map.noLink') : null,
  ]),
});

const linksTable: DescribeTable = (words, map) => ({
  name: words.say('report.map.links'),
  columns: [columnOf(words, 'activity', 50), columnOf(words, 'link', 24), columnOf(words, 'otherActivity', 50)],
  rows: map.links.map(({ from, to, kind }) => [numbered(map, from), linkWord(words, kind), numbered(map, to)]),
});

const gapsTable: DescribeTable = (words, { goalsWithoutActivity = [] }) => ({
  name: words.say('report.map.gaps'),
  columns: [columnOf(words, 'goal', 20), columnOf(words, 'statement', 80)],
  rows: goalsWithoutActivity.map(({ code, statement }) => [code, statement]),
});

const overlapsTable: DescribeTable = (words, map) => ({
  name: words.say('report.map.overlaps'),
  columns: [
    columnOf(words, 'activity', 50),
    columnOf(words, 'otherActivity', 50),
    columnOf(words, 'bothServe', 40),
    columnOf(words, 'at', 24),
    columnOf(words, 'for', 24),
  ],
  rows: (map.possibleOverlaps ?? []).map(({ activities: [one, two], goals, groups, place }) => [
    ...[numbered(map, one), numbered(map, two), groups.join(', '), place, goals.join(', ')],
  ]),
});

const referralsTable: DescribeTable = (words, map) => ({
  name: words.say('report.map.notReferred'),
  columns: [
    columnOf(words, 'activity', 50),
    columnOf(words, 'itsPeople', 30),
    columnOf(words, 'couldBeReferredTo', 60),
  ],
  rows: (map.notReferred ?? []).map(({ activity, group, others }) => [
    ...[numbered(map, activity), group, others.map((i) => numbered(map, i)).join(', ')],
  ]),
});
