import { cell, startSubmissionsScenario, type SubmissionsScenario } from './submissions.scenario.js';

let s: SubmissionsScenario;
beforeAll(async () => {
  s = await startSubmissionsScenario();
}, 60_000);
afterAll(() => s?.stop());

describe('bad input leaves nothing behind and names the cell, the field and the remedy', () => {
  it.each([
    ['an unknown organization', { organization: 'nobody' }, 'UNKNOWN_ORGANIZATION', 'organization'],
    ["another partner's organization looks absent", { organization: 'b' }, 'UNKNOWN_ORGANIZATION', 'organization'],
    ['an unknown measure', { measure: 'nothing' }, 'UNKNOWN_MEASURE', 'measure'],
    [
      'an unknown category',
      { categories: [{ dimension: 'sex', category: 'x' }] },
      'UNKNOWN_CATEGORY',
      'categories.0.category',
    ],
    [
      'an unknown dimension',
      { categories: [{ dimension: 'shoe', category: '42' }] },
      'UNKNOWN_CATEGORY',
      'categories.0.dimension',
    ],
    ['an unknown period', { period: '2024-13' }, 'UNKNOWN_PERIOD', 'period'],
    ['a period of another frequency', { period: '2024' }, 'UNKNOWN_PERIOD', 'period'],
    ['a number where a ratio is due', { measure: 'rate' }, 'WRONG_KIND', 'number.value'],
    [
      'a ratio where a number is due',
      { number: { ratio: { numerator: '1', denominator: '2' } } },
      'WRONG_KIND',
      'number.ratio',
    ],
    ['a negative count', { number: { value: '-1' } }, 'NEGATIVE', 'number.value'],
    ['a fractional count', { number: { value: '1.5' } }, 'NOT_WHOLE', 'number.value'],
    ['NaN', { number: { value: 'NaN' } }, 'NOT_A_NUMBER', 'number.value'],
    ['Infinity', { measure: 'money', number: { value: 'Infinity' } }, 'NOT_A_NUMBER', 'number.value'],
    ['10^400 with an exponent', { measure: 'money', number: { value: '1e400' } }, 'NOT_A_NUMBER', 'number.value'],
    [
      '10^400 written out',
      { measure: 'money', number: { value: `1${'0'.repeat(400)}` } },
      'NOT_A_NUMBER',
      'number.value',
    ],
    ['a thousands separator', { number: { value: '1,059' } }, 'NOT_A_NUMBER', 'number.value'],
    ['a blank', { number: { value: '' } }, 'NOT_A_NUMBER', 'number.value'],
    [
      'a denominator of zero',
      { measure: 'rate', number: { ratio: { numerator: '1', denominator: '0' } } },
      'NEGATIVE',
      'number.ratio.denominator',
    ],
    [
      'a breakdown that the measure does not declare',
      { categories: [{ dimension: 'band', category: 'young' }] },
      'UNDECLARED_BREAKDOWN',
      'categories',
    ],
    [
      'a refusal without a reason',
      { number: { nonValue: { kind: 'DECLINED' } } },
      'REQUIRED',
      'number.nonValue.reason',
    ],
  ])('%s', async (_, changes, code, field) => {
    const { submitMeasurements } = (await s.submit(s.partner, [cell({ period: '2023-12' }), cell(changes)])).data!;
    expect(submitMeasurements.userErrors).toEqual([
      { code, field: ['values', '1', ...field.split('.')], message: expect.stringMatching(/\.$/) },
    ]);
    expect(submitMeasurements).toMatchObject({ created: 0, refused: 1, submissions: [] });
    expect(await s.submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('a period outside the membership', async () => {
    const { submitMeasurements } = (await s.submit(s.backbone, [cell({ organization: 'late' })])).data!;
    expect(submitMeasurements.userErrors).toMatchObject([
      { code: 'OUTSIDE_MEMBERSHIP', field: ['values', '0', 'period'] },
    ]);
    expect(await s.submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('the same cell twice in one batch', async () => {
    const { submitMeasurements } = (
      await s.submit(s.partner, [cell(), cell({ period: '202401', number: { value: '6' } })])
    ).data!;
    expect(submitMeasurements.userErrors).toMatchObject([{ code: 'DUPLICATE', field: ['values', '1'] }]);
    expect(await s.submissionsSeenBy(s.backbone)).toEqual([]);
  });

  it('every wrong cell of a batch comes back at once', async () => {
    const { submitMeasurements } = (
      await s.submit(s.partner, [cell({ measure: 'x', period: 'y' }), cell({ number: { value: '-1.5' } })])
    ).data!;
    expect(submitMeasurements.userErrors.map(({ code }) => code)).toEqual([
      'UNKNOWN_MEASURE',
      'UNKNOWN_PERIOD',
      'NOT_WHOLE',
      'NEGATIVE',
    ]);
    expect(submitMeasurements.refused).toBe(2);
  });

  it('two kinds of number in one cell', async () => {
    const answer = await s.submit(s.partner, [cell({ number: { value: '1', nonValue: { kind: 'NOT_COLLECTED' } } })]);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('a float instead of an exact decimal', async () => {
    const answer = await s.submit(s.partner, [cell({ number: { value: 0.1 } })]);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toContain('Write a Decimal as a string');
  });

  it.each([
    ['a batch without values', [], 'REQUIRED'],
    ['a batch of more than 5,000 values', Array.from({ length: 5001 }, () => cell()), 'TOO_MANY'],
  ])('%s', async (_, values, code) => {
    const { submitMeasurements } = (await s.submit(s.partner, values)).data!;
    expect(submitMeasurements.userErrors).toMatchObject([{ code, field: ['values'] }]);
  });
});
