import { buildContent, written } from '../../testing/index.js';
import { writeCids } from './write-cids.js';

type Node = Record<string, unknown> & { '@id': string; '@type': string };
const nodesOf = async (content: Parameters<typeof buildContent>[0]) =>
  JSON.parse((await written(writeCids(buildContent(content)))).toString()) as Node[];
const ofType = (nodes: Node[], type: string) => nodes.filter((node) => node['@type'] === type);

const content: Parameters<typeof buildContent>[0] = {
  measures: [
    {
      ...{
        code: 'rate',
        name: 'Graduation rate',
        unit: '%',
        numberKind: 'RATIO',
        factor: 100,
        description: 'Of a cohort',
      },
      goals: [{ code: 'grads', statement: 'All graduate' }],
      references: [{ vocabulary: 'IRIS+', code: 'PI2330', uri: 'https://iris.thegiin.org/metric/PI2330' }],
      baseline: { periodStart: '2019-01-01', value: '70' },
    },
    { code: 'silent' },
  ],
  figures: [
    { measureCode: 'rate', period: '2023', value: '0', numerator: '0', denominator: '40', target: '80' },
    { measureCode: 'rate', period: '2023', cell: { sex: 'f' }, nonValues: { SUPPRESSED: 1 } },
    { measureCode: 'rate', period: '2024', nonValues: { MISSING: 3 } },
    {
      measureCode: 'rate',
      period: '2024',
      cell: { sex: 'f' },
      value: '98.039216',
      numerator: '100',
      denominator: '102',
    },
  ],
  header: {
    coalition: {
      ...{ code: 'ours', name: 'Our coalition', timeZone: 'UTC', figuresFrom: 'APPROVED', identifier: 'GB-CHC-202918' },
    },
    columns: [{ code: 'sex', name: 'Sex', categories: { f: 'female' } }],
  },
};

describe('a report in the Common Impact Data Standard', () => {
  it('is an array of nodes, each with the context, an absolute IRI of its own and a type', async () => {
    const nodes = await nodesOf(content);
    for (const node of nodes) {
      expect(node['@context']).toBe('https://ontology.commonapproach.org/contexts/cidsContext.jsonld');
      expect(() => new URL(node['@id'])).not.toThrow();
    }
    expect(new Set(nodes.map((node) => node['@id'])).size).toBe(nodes.length);
  });

  it('has the organization, its outcomes and its indicators, a category being an indicator of its own', async () => {
    const nodes = await nodesOf(content);
    const [organization] = ofType(nodes, 'cids:Organization');
    expect(organization).toMatchObject({ hasLegalName: 'Our coalition', 'org:hasIdentifier': 'GB-CHC-202918' });
    const [outcome] = ofType(nodes, 'cids:Outcome');
    expect(outcome).toMatchObject({ hasName: 'All graduate', forOrganization: { '@id': organization!['@id'] } });
    const indicators = ofType(nodes, 'cids:Indicator');
    expect(indicators.map((one) => [one['hasName'], one['unitDescription']])).toEqual([
      ['Graduation rate', '%'],
      ['Graduation rate, Sex: female', '%'],
      ['silent', 'deaths'],
    ]);
    expect(indicators[0]).toMatchObject({
      hasDescription: 'Of a cohort',
      forOutcome: [{ '@id': outcome!['@id'] }],
      hasBaseline: { '@type': 'i72:Measure', hasNumericalValue: '70' },
      hasCode: [
        { '@type': 'cids:Code', 'sch:codeValue': 'PI2330', hasSpecification: 'https://iris.thegiin.org/metric/PI2330' },
      ],
    });
    expect(indicators[1]).toMatchObject({ 'cids:describesPopulation': { '@type': 'i72:Population' } });
  });

  it('has a report for each number, zero too, and none for what is missing or suppressed', async () => {
    const nodes = await nodesOf(content);
    const reports = ofType(nodes, 'cids:IndicatorReport');
    expect(reports.map((one) => (one['value'] as Node)['hasNumericalValue'])).toEqual(['0', '98.039216']);
    const [indicator] = ofType(nodes, 'cids:Indicator');
    expect(reports[0]).toMatchObject({
      hasName: 'Graduation rate, 2023',
      forIndicator: { '@id': indicator!['@id'] },
      startedAtTime: { '@type': 'xsd:dateTime', '@value': '2023-01-01T00:00:00Z' },
      endedAtTime: { '@type': 'xsd:dateTime', '@value': '2023-12-31T23:59:59Z' },
      hasComment: 'Numerator 0, denominator 40. Reported by 2 of 3 organizations.',
    });
    expect(indicator!['hasIndicatorReport']).toEqual([{ '@id': reports[0]!['@id'] }]);
  });

  it('writes the terms that the context lacks with their prefix', async () => {
    const nodes = await nodesOf(content);
    const [target] = ofType(nodes, 'cids:Target');
    expect(target).toMatchObject({
      value: { hasNumericalValue: '80' },
      'sch:dateCreated': { '@type': 'xsd:dateTime', '@value': '2026-01-02T03:04:06.789Z' },
    });
    expect(ofType(nodes, 'cids:Indicator')[0]).toMatchObject({ 'cids:hasTarget': [{ '@id': target!['@id'] }] });
    const keys = nodes.flatMap((node) => Object.keys(node));
    for (const bare of ['hasTarget', 'forTarget', 'forIndicatorReport', 'describesPopulation', 'dateCreated']) {
      expect(keys).not.toContain(bare);
    }
  });

  it('stays JSON whatever a name is', async () => {
    const name = 'السلامة "\0\ud800</script>😀';
    const [organization] = await nodesOf({
      measures: [{ code: name, name, unit: name }],
      figures: [{ measureCode: name, period: '2024', value: '1' }],
    });
    expect(organization!['@type']).toBe('cids:Organization');
    expect(await nodesOf({})).toHaveLength(1);
  });
});
