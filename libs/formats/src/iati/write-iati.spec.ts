import type { ReportColumn } from '@keelson/reports';
import { create } from 'xmlbuilder2';
import { buildContent, written } from '../../testing/index.js';
import { writeIati } from './write-iati.js';

type NewContent = Parameters<typeof buildContent>[0];
const write = async (content: NewContent) => (await written(writeIati(buildContent(content)))).toString();
interface XmlNode {
  nodeName: string;
  childNodes: Iterable<XmlNode>;
}
/** The names of an element's children, in order. */
const childrenOf = (xml: string, path: string[]): string[] => {
  let node = create(xml).root().node as unknown as XmlNode;
  for (const name of path) node = [...node.childNodes].find((child) => child.nodeName === name)!;
  return [...node.childNodes].map(({ nodeName }) => nodeName).filter((name) => name !== '#text');
};

const columns: ReportColumn[] = [
  { code: 'age', name: 'Age', categories: { y: 'young' } },
  { code: 'sex', name: 'Sex', categories: { f: 'female' } },
];
const content: NewContent = {
  measures: [
    {
      ...{
        code: 'count',
        name: 'Children',
        unit: 'children',
        direction: 'INCREASE',
        aspect: 'HOW_MUCH',
        description: 'Who came',
      },
      references: [
        { vocabulary: 'SDG', code: '4.1.1' },
        { vocabulary: 'IRIS+', code: 'PI2330', uri: 'https://iris.thegiin.org/metric/PI2330' },
      ],
      baseline: { periodStart: '2019-01-01', value: '7' },
    },
    { code: 'rate', name: 'Rate', unit: '%', numberKind: 'RATIO', factor: 100, direction: 'DECREASE' },
  ],
  figures: [
    { measureCode: 'count', period: '2023', value: '0', target: '10' },
    { measureCode: 'count', period: '2023', cell: { sex: 'f' }, nonValues: { SUPPRESSED: 1 } },
    { measureCode: 'count', period: '2023', cell: { sex: 'f', age: 'y' }, value: '3' },
    { measureCode: 'count', period: '2024', target: '10', nonValues: { MISSING: 2 } },
    { measureCode: 'rate', period: '2023', value: '50', numerator: '1', denominator: '2' },
    { measureCode: 'rate', period: '2024', nonValues: { MISSING: 2 } },
  ],
  header: { columns },
};

describe('a report as an IATI activity', () => {
  it('has its elements in the order of the schema', async () => {
    const xml = await write(content);
    const activity = ['iati-activity'];
    expect(childrenOf(xml, activity)).toEqual([
      ...['iati-identifier', 'reporting-org', 'title', 'description', 'participating-org'],
      ...['activity-status', 'activity-date', 'result', 'result'],
    ]);
    expect(childrenOf(xml, [...activity, 'result'])).toEqual(['title', 'indicator']);
    expect(childrenOf(xml, [...activity, 'result', 'indicator'])).toEqual([
      ...['title', 'description', 'reference', 'reference', 'baseline', 'period', 'period'],
    ]);
    expect(childrenOf(xml, [...activity, 'result', 'indicator', 'period'])).toEqual([
      ...['period-start', 'period-end', 'target', 'actual', 'actual'],
    ]);
  });

  it('says who, when and what kind of number', async () => {
    const xml = await write(content);
    for (const part of [
      '<iati-activities version="2.03" generated-datetime="2026-01-02T03:04:06.789Z">',
      '<iati-activity last-updated-datetime="2026-01-02T03:04:06.789Z" xml:lang="en">',
      '<iati-identifier>ours-rep_01h455vb4pex5vsknk084sn02q</iati-identifier>',
      '<activity-status code="2"/>',
      '<activity-date iso-date="2023-01-01" type="2"/>',
      '<result type="1" aggregation-status="1">',
      '<indicator measure="1" ascending="1" aggregation-status="1">',
      '<indicator measure="2" ascending="0" aggregation-status="0">',
      '<reference vocabulary="9" code="4.1.1"/>',
      '<reference vocabulary="99" code="PI2330" indicator-uri="https://iris.thegiin.org/metric/PI2330"/>',
      '<baseline year="2019" iso-date="2019-01-01" value="7"/>',
      '<period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/>',
    ]) {
      expect(xml).toContain(part);
    }
    const coalition = {
      code: 'o',
      name: 'O',
      timeZone: 'UTC',
      figuresFrom: 'APPROVED',
      identifier: 'GB-CHC-1',
    } as const;
    expect(await write({ header: { coalition } })).toContain('<iati-identifier>GB-CHC-1-rep_');
  });

  it('has an actual for zero, and none for what is missing or suppressed', async () => {
    const xml = await write(content);
    expect([...xml.matchAll(/<actual value="([^"]+)"/g)].map(([, value]) => value)).toEqual(['0', '3', '50']);
    expect(xml).toContain('Reported by 2 of 3 organizations. Sex: female is suppressed.');
    expect(xml).toContain('Numerator 1, denominator 2.');
    // 2024 has a target and nothing else; the rate of 2024 has nothing at all.
    expect(xml.match(/<period>/g)).toHaveLength(3);
  });

  it('repeats the dimension where dimensions are crossed, before the comment', async () => {
    expect(await write(content)).toMatch(
      /<actual value="3"><dimension name="Age" value="young"\/><dimension name="Sex" value="female"\/><comment>/,
    );
  });

  it.each(['</narrative><x>&', 'a\0b\x1f\ufffe\ud800', 'السلامة', '道路 የመንገድ e\u0301 😀', ']]>', 'x'.repeat(10_000)])(
    'stays XML with the name %j',
    async (name) => {
      const xml = await write({
        title: name,
        measures: [{ code: 'a', name }],
        figures: [{ measureCode: 'a', period: '2024', value: '1' }],
      });
      expect(childrenOf(xml, ['iati-activity', 'result', 'indicator'])).toEqual(['title', 'period']);
      expect(childrenOf(await write({}), ['iati-activity'])).toHaveLength(7);
    },
  );
});
