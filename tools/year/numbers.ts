import type { Made, Year } from './play.js';
import type { Member } from './story.js';

const measures = [
  {
    ...{ code: 'injured', name: 'People badly hurt', unit: 'people', numberKind: 'COUNT', direction: 'DECREASE' },
    ...{ level: 'POPULATION', goal: 'unhurt', by: ['clinic', 'council'] },
    breakdowns: [{ dimensionCodes: ['age'], additive: true }],
  },
  {
    ...{ code: 'crossings', name: 'Crossings painted', unit: 'crossings', numberKind: 'COUNT', direction: 'INCREASE' },
    ...{ level: 'PERFORMANCE', aspect: 'HOW_MUCH', goal: 'reach', by: ['council', 'traders'] },
    breakdowns: [],
  },
] as const;

/** What is counted together from the first quarter on, and due 30 days after a quarter's end. */
export async function agreeOnMeasures(year: Year): Promise<void> {
  const { coalitionId } = year;
  const categories = [
    { code: 'young', name: 'Under 65' },
    { code: 'old', name: '65 and older' },
  ];
  const selection = 'dimensions { categories { id code } }';
  type Dimensions = { dimensions: { categories: (Made & { code: string })[] }[] };
  const dimension = { coalitionId, dimensions: [{ code: 'age', name: 'Age', categories }] };
  const { dimensions } = await year.tell<Dimensions>('hub', 'createDimensions', selection, dimension);
  const old = dimensions[0]!.categories.find(({ code }) => code === 'old')!;
  const named = { groupId: year.id('group', 'Elders'), categoryIds: [old.id] };
  await year.tell('hub', 'nameGroupCategories', 'stakeholderGroup { id }', named);
  for (const { goal, by, ...measure } of measures) {
    const asked = { ...measure, frequency: 'QUARTER', goalIds: [year.id('goal', goal)] };
    const made = await year.tell<{ measures: Made[] }>('hub', 'createMeasures', 'measures { id }', {
      ...{ coalitionId, measures: [asked] },
    });
    const measureId = year.keep('measure', measure.code, made.measures[0]!.id);
    const assignments = year.orgs(...by).map((organizationId) => ({ organizationId, from: '2027-01-01' }));
    await year.tell('hub', 'assignMeasure', 'measure { id }', { measureId, assignments });
  }
  const measureId = year.id('measure', 'injured');
  await year.tell('hub', 'setBaseline', 'measure { id }', { measureId, period: '2026-Q4', value: '40' });
  await year.tell('hub', 'setTargets', 'measure { id }', { measureId, targets: [{ value: '10', period: '2028-Q4' }] });
  const window = { coalitionId, frequency: 'QUARTER', due: 30, firstPeriod: '2027-Q1' };
  await year.tell('hub', 'setReportingWindow', 'reportingWindow { due }', window);
}

/** Sends a number for a quarter, which the hub approves at once. */
export async function report(year: Year, organization: Member, measure: string, period: string, value: number) {
  const values = [{ organization, measure, period, number: { value: String(value) } }];
  const input = { coalitionId: year.coalitionId, idempotencyKey: `${organization} ${measure} ${period}`, values };
  const sent = await year.tell<{ submissions: Made[] }>(
    organization,
    'submitMeasurements',
    'submissions { id }',
    input,
  );
  const submissionIds = sent.submissions.map(({ id }) => id);
  await year.tell('hub', 'approveSubmissions', 'submissions { id }', { submissionIds });
}
