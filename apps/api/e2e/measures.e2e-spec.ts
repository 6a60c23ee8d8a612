import { measure, startMeasuresScenario, tell, verbs, type MeasuresScenario, type Verb } from './measures.scenario.js';
import { dataOf } from './scenario.js';

let s: MeasuresScenario;
beforeAll(async () => {
  s = await startMeasuresScenario();
}, 60_000);
afterAll(() => s?.stop());

describe("measures' mutations", () => {
  it('are for backbone staff: whoever else tells one changes nothing and reads nothing', async () => {
    const before = await s.lookAtAll();
    const refusals = [
      [s.guest, 'UNAUTHENTICATED'],
      [s.outsider, 'NOT_FOUND'],
      [s.partner, 'FORBIDDEN'],
      [s.funder, 'FORBIDDEN'],
      [s.observer, 'FORBIDDEN'],
    ] as const;
    for (const verb of verbs) {
      for (const [ask, code] of refusals) {
        const answer = await tell(ask, verb, s.right[verb]);
        expect([verb, answer.errors?.[0]?.extensions.code, answer.data?.done ?? null]).toEqual([verb, code, null]);
      }
    }
    expect(await s.lookAtAll()).toEqual(before);
  });

  it.each<[string, Verb, () => object]>([
    ['goal', 'updateMeasure', () => ({ goalIds: [s.foreign.goalId] })],
    ['goal', 'createMeasures', () => ({ measures: [measure('new', { goalIds: [s.foreign.goalId] })] })],
    ['organization', 'assignMeasure', () => ({ assignments: [{ organizationId: s.foreign.organizationId }] })],
  ])("do not find another coalition's %s (%s)", async (_, verb, changes) => {
    const before = await s.lookAtAll();
    const answer = await tell(s.backbone, verb, { ...s.right[verb], ...changes() });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await s.lookAtAll()).toEqual(before);
  });

  it('are done for backbone staff, and every member reads what they made', async () => {
    const outcomes: Record<string, unknown> = {};
    for (const verb of verbs) outcomes[verb] = dataOf(await tell(s.backbone, verb, s.right[verb])).done;
    expect(outcomes).toMatchObject({
      createDimensions: { dimensions: [{ code: 'band', categories: [{ code: 'x' }] }] },
      addCategories: { dimension: { categories: [{ code: 'f' }, { code: 'm' }] } },
      createMeasures: { measures: [{ code: 'rate', versions: [{ factor: 1000 }] }] },
      updateMeasure: { measure: { name: 'Road deaths', goals: [{ code: 'deaths' }] } },
      reviseMeasure: {
        measure: { versions: [{ number: 1 }, { number: 2, unit: 'people', comparability: 'BRIDGED' }] },
      },
      setTargets: { measure: { targets: [{ period: '2025', value: '9', tolerance: null }] } },
      setBaseline: { measure: { baseline: { period: '2020', value: '12.5', notApplicableReason: null } } },
      assignMeasure: { measure: { code: 'deaths' } },
      retireCategory: { category: { code: 'f', retiredAt: expect.any(String) } },
      reactivateCategory: { category: { code: 'f', retiredAt: null } },
      mergeCategories: {
        dimension: {
          categories: [
            { code: 'f', merger: { firstPeriodStart: '2025-01-01', reason: 'One form', into: { code: 'm' } } },
            { code: 'm', merger: null },
          ],
        },
      },
      retireMeasure: { measure: { code: 'deaths', retiredAt: expect.any(String) } },
    });
    const { ofDimension: _, ...all } = await s.lookAtAll();
    expect(JSON.stringify(all['ofMeasure'])).toContain('assignMeasure');
    for (const ask of [s.partner, s.funder, s.observer]) {
      expect(await s.lookAtAll(ask)).toMatchObject({
        measures: { nodes: [{ targets: [{ value: '9' }] }, { code: 'rate' }] },
      });
    }
    const list = `query($id: ID!) { measures(coalitionId: $id) { nodes { name } } }`;
    expect((await s.outsider(list, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await s.guest(list, { id: s.coalitionId })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const one = await s.outsider(`query($id: ID!) { measure(id: $id) { name } }`, { id: s.right.updateMeasure['id'] });
    expect(one).toEqual({ data: { measure: null } });
  });

  it('never take a merged category back, nor reactivate one that takes values', async () => {
    const merged = await tell(s.backbone, 'reactivateCategory', s.right.reactivateCategory);
    expect(merged.data?.done.userErrors).toMatchObject([
      { code: 'INVALID_STATE', message: '"f" was merged into "m": report for that one.' },
    ]);
    const { data } = await s.backbone<{ dimension: { categories: { id: string; code: string }[] } }>(
      `query($id: ID!) { dimension(id: $id) { categories { id code } } }`,
      { id: s.right.mergeCategories['dimensionId'] },
    );
    const id = data?.dimension.categories.find(({ code }) => code === 'm')?.id;
    const active = await tell(s.backbone, 'reactivateCategory', { id, reason: 'Asked again' });
    expect(active.data?.done.userErrors).toMatchObject([{ code: 'INVALID_STATE' }]);
  });
});
