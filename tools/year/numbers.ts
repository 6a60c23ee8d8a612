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

/** Told from the second quarter on by the school: whether what is done makes a difference. */
const ease = {
  ...{ code: 'at-ease', name: 'People who walk at ease', unit: 'people', numberKind: 'COUNT', direction: 'INCREASE' },
  ...{ level: 'PERFORMANCE', aspect: 'BETTER_OFF', frequency: 'QUARTER' },
};

export async function askAboutEase(year: Year): Promise<void> {
  const { coalitionId } = year;
  const measure = { ...ease, goalIds: [year.id('goal', 'reach')] };
  const input = { coalitionId, measures: [measure] };
  const made = await year.tell<{ measures: Made[] }>('hub', 'createMeasures', 'measures { id }', input);
  const measureId = year.keep('measure', ease.code, made.measures[0]!.id);
  const assignments = [{ organizationId: year.orgs('school')[0], from: '2027-04-01' }];
  await year.tell('hub', 'assignMeasure', 'measure { id }', { measureId, assignments });
}

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
    // The traders paint until summer.
    const assignments = by.map((code) => {
      const to = code === 'traders' ? '2027-06-30' : null;
      return { organizationId: year.orgs(code)[0], from: '2027-01-01', to };
    });
    await year.tell('hub', 'assignMeasure', 'measure { id }', { measureId, assignments });
  }
  const measureId = year.id('measure', 'injured');
  await year.tell('hub', 'setBaseline', 'measure { id }', { measureId, period: '2026-Q4', value: '40' });
  await year.tell('hub', 'setTargets', 'measure { id }', { measureId, targets: [{ value: '10', period: '2028-Q4' }] });
  const window = { coalitionId, frequency: 'QUARTER', due: 30, firstPeriod: '2027-Q1' };
  await year.tell('hub', 'setReportingWindow', 'reportingWindow { due }', window);
}

/** Sends an organization's numbers of a quarter, which the hub approves at once. */
export async function report(year: Year, organization: Member, period: string, numbers: Record<string, number>) {
  const values = Object.entries(numbers).map(([measure, value]) => {
    return { organization, measure, period, number: { value: String(value) } };
  });
  const input = { coalitionId: year.coalitionId, idempotencyKey: `${organization} ${period}`, values };
  const sent = await year.tell<{ submissions: Made[] }>(
    organization,
    'submitMeasurements',
    'submissions { id }',
    input,
  );
  const submissionIds = sent.submissions.map(({ id }) => id);
  await year.tell('hub', 'approveSubmissions', 'submissions { id }', { submissionIds });
}
