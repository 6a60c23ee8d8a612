import { measure, startMeasuresScenario, tell, x, type MeasuresScenario, type Verb } from './measures.scenario.js';

let s: MeasuresScenario;
beforeAll(async () => {
  s = await startMeasuresScenario();
}, 60_000);
afterAll(() => s?.stop());

const sex = (category: string) => ({ dimension: 'sex', category });
const target = (changes: object) => () => ({ targets: [{ value: '1' }, { value: '9', ...changes }] });
const created =
  (...measures: object[]) =>
  () => ({ measures });

describe("bad input to measures' mutations", () => {
  it.each<[string, Verb, () => object, string, string]>([
    [
      'a taken code',
      'createDimensions',
      () => ({ dimensions: [{ code: 'sex', name: 'S', categories: [] }] }),
      'TAKEN',
      'dimensions.0.code',
    ],
    [
      'a category twice',
      'createDimensions',
      () => ({ dimensions: [{ code: 'd', name: 'D', categories: [x, x] }] }),
      'TAKEN',
      'dimensions.0.categories.1.code',
    ],
    [
      'a code with a separator',
      'createDimensions',
      () => ({ dimensions: [{ code: 'a=b;c', name: 'D', categories: [] }] }),
      'INVALID',
      'dimensions.0.code',
    ],
    [
      'a taken code',
      'addCategories',
      () => ({ categories: [x, { code: 'f', name: 'F' }] }),
      'TAKEN',
      'categories.1.code',
    ],
    ['a taken code', 'createMeasures', created(measure('new'), measure('deaths')), 'TAKEN', 'measures.1.code'],
    ['a code twice', 'createMeasures', created(measure('new'), measure('new')), 'DUPLICATE', 'measures.1.code'],
    [
      'an unknown dimension',
      'createMeasures',
      created(measure('new', { breakdowns: [{ dimensionCodes: ['sex', 'shoe'], additive: true }] })),
      'NOT_FOUND',
      'measures.0.breakdowns.0.dimensionCodes',
    ],
    [
      'a RATIO with a partner rule',
      'createMeasures',
      created(measure('new', { numberKind: 'RATIO', partnerRule: 'AVERAGE' })),
      'INVALID',
      'measures.0.partnerRule',
    ],
    ['a factor on a COUNT', 'createMeasures', created(measure('new', { factor: 100 })), 'INVALID', 'measures.0.factor'],
    [
      'a factor of 7',
      'createMeasures',
      created(measure('new', { numberKind: 'RATIO', factor: 7 })),
      'INVALID',
      'measures.0.factor',
    ],
    ['an empty name', 'updateMeasure', () => ({ name: '' }), 'REQUIRED', 'name'],
    ['an unknown period', 'reviseMeasure', () => ({ firstPeriod: '2025-13' }), 'UNKNOWN_PERIOD', 'firstPeriod'],
    [
      'a period of another frequency',
      'reviseMeasure',
      () => ({ firstPeriod: '2025' }),
      'UNKNOWN_PERIOD',
      'firstPeriod',
    ],
    ['a bridge without a factor', 'reviseMeasure', () => ({ bridgeFactor: null }), 'REQUIRED', 'bridgeFactor'],
    ['a break with a factor', 'reviseMeasure', () => ({ comparability: 'BREAK' }), 'REQUIRED', 'bridgeFactor'],
    [
      'a bridge factor that is no number',
      'reviseMeasure',
      () => ({ bridgeFactor: 'NaN' }),
      'NOT_A_NUMBER',
      'bridgeFactor',
    ],
    ['a bridge factor of zero', 'reviseMeasure', () => ({ bridgeFactor: '0.0' }), 'NOT_A_NUMBER', 'bridgeFactor'],
    ['a factor on a COUNT', 'reviseMeasure', () => ({ factor: 100 }), 'INVALID', 'factor'],
    ['a wrong decimal', 'setTargets', target({ value: '1,5' }), 'NOT_A_NUMBER', 'targets.1.value'],
    ['an empty tolerance', 'setTargets', target({ tolerance: '' }), 'NOT_A_NUMBER', 'targets.1.tolerance'],
    ['a negative tolerance', 'setTargets', target({ tolerance: '-1' }), 'NOT_A_NUMBER', 'targets.1.tolerance'],
    ['an unknown period', 'setTargets', target({ period: 'soon' }), 'UNKNOWN_PERIOD', 'targets.1.period'],
    [
      'an unknown dimension',
      'setTargets',
      target({ categories: [{ dimension: 'shoe', category: '42' }] }),
      'UNKNOWN_CATEGORY',
      'targets.1.categories.0.dimension',
    ],
    [
      'an unknown category',
      'setTargets',
      target({ categories: [sex('x')] }),
      'UNKNOWN_CATEGORY',
      'targets.1.categories.0.category',
    ],
    [
      'a dimension twice',
      'setTargets',
      target({ categories: [sex('f'), sex('f')] }),
      'DUPLICATE',
      'targets.1.categories',
    ],
    [
      'a target for a breakdown that the measure never declares',
      'setTargets',
      target({ categories: [sex('f'), { dimension: 'area', category: 'x' }] }),
      'UNDECLARED_BREAKDOWN',
      'targets.1.categories',
    ],
    [
      'a target for a category that the measure never declares',
      'setTargets',
      target({ categories: [{ dimension: 'area', category: 'x' }] }),
      'UNDECLARED_BREAKDOWN',
      'targets.1.categories',
    ],
    ['neither value nor reason', 'setBaseline', () => ({ value: null, period: null }), 'REQUIRED', 'value'],
    ['value and reason', 'setBaseline', () => ({ notApplicableReason: 'New' }), 'REQUIRED', 'value'],
    [
      'a blank reason',
      'setBaseline',
      () => ({ value: null, period: null, notApplicableReason: ' ' }),
      'REQUIRED',
      'notApplicableReason',
    ],
    ['a reason with a period', 'setBaseline', () => ({ value: null, notApplicableReason: 'New' }), 'INVALID', 'period'],
    ['a value without a period', 'setBaseline', () => ({ period: null }), 'UNKNOWN_PERIOD', 'period'],
    ['a wrong decimal', 'setBaseline', () => ({ value: '1e3' }), 'NOT_A_NUMBER', 'value'],
    [
      'an end before the start',
      'assignMeasure',
      () => ({ assignments: [{ organizationId: s.organizationIds['a'], from: '2025-02-01', to: '2025-01-31' }] }),
      'OUT_OF_RANGE',
      'assignments.0.to',
    ],
    ['no reason', 'mergeCategories', () => ({ reason: ' ' }), 'REQUIRED', 'reason'],
    ['itself', 'mergeCategories', () => ({ into: 'f' }), 'CYCLE', 'from.0'],
    ['an unknown category', 'mergeCategories', () => ({ into: 'x' }), 'UNKNOWN_CATEGORY', 'into'],
    ['no reason', 'reactivateCategory', () => ({ reason: ' ' }), 'REQUIRED', 'reason'],
    ['no reason', 'retireCategory', () => ({ reason: ' ' }), 'REQUIRED', 'reason'],
    ['no reason', 'retireMeasure', () => ({ reason: '' }), 'REQUIRED', 'reason'],
    ['a reason without end', 'retireMeasure', () => ({ reason: 'x'.repeat(2001) }), 'TOO_LONG', 'reason'],
  ])('%s (%s) comes back as data, with its path, and changes nothing', async (_, verb, changes, code, field) => {
    const before = await s.lookAtAll();
    const { data, errors } = await tell(s.backbone, verb, { ...s.right[verb], ...changes() });
    expect(errors).toBeUndefined();
    expect(data?.done.userErrors).toEqual([{ code, field: field.split('.'), message: expect.stringMatching(/\.$/) }]);
    expect(Object.values({ ...data?.done, userErrors: null })).toEqual([null, null]);
    expect(await s.lookAtAll()).toEqual(before);
  });

  it('comes back all at once', async () => {
    const wrong = { period: 'x', value: 'y', tolerance: 'z', categories: [{ dimension: 'shoe', category: '42' }] };
    const { data } = await tell(s.backbone, 'setTargets', { ...s.right.setTargets, targets: [wrong, { value: '' }] });
    expect(data?.done.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['NOT_A_NUMBER', 'targets.0.value'],
      ['NOT_A_NUMBER', 'targets.0.tolerance'],
      ['UNKNOWN_PERIOD', 'targets.0.period'],
      ['UNKNOWN_CATEGORY', 'targets.0.categories.0.dimension'],
      ['NOT_A_NUMBER', 'targets.1.value'],
    ]);
  });
});
