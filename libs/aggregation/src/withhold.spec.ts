import type { Figure, FigureChange } from './figure.js';
import { withholdChange, withholdFigure } from './withhold.js';

const figure: Figure = {
  ...{ measureId: 'm', period: '2024', cell: {}, value: '9', low: null, high: null, numerator: '3', denominator: '1' },
  ...{ organizationsReported: 3, organizationsExpected: 4, cellsReported: 3, cellsExpected: 4 },
  ...{ nonValues: { DECLINED: 1 }, target: '10', baseline: '1', progress: '0.9', status: 'BEHIND' },
  ...{ derived: false, version: 1, comparability: 'COMPARABLE', picked: false, withheld: false },
};
const change: FigureChange = {
  ...{
    measureId: 'm',
    period: '2024',
    before: '1',
    now: '2',
    panelBefore: '1',
    panelNow: '2',
    panel: 3,
    panelJoined: 0,
  },
  ...{ volumeReported: '5', volumeExpected: '6', withheld: false },
};

describe('figures for partners', () => {
  it('stay as they are from three organizations on', () => {
    expect(withholdFigure(figure)).toBe(figure);
  });

  it.each([0, 1, 2])('of %s organizations keep their counts and lose every number', (organizationsReported) => {
    expect(withholdFigure({ ...figure, organizationsReported })).toEqual({
      ...figure,
      ...{ organizationsReported, value: null, numerator: null, denominator: null, progress: null },
      ...{ status: null, nonValues: {}, withheld: true },
    });
  });

  it('of two organizations lose the interval of an unresolved overlap too', () => {
    const unresolved: Figure = { ...figure, value: null, low: '7', high: '9', status: 'UNRESOLVED' };
    expect(withholdFigure({ ...unresolved, organizationsReported: 2 })).toMatchObject({
      ...{ low: null, high: null, status: null, withheld: true },
    });
  });

  it("are withheld when the value is one partner's own, however many reported", () => {
    expect(withholdFigure({ ...figure, organizationsReported: 20, picked: true })).toMatchObject({
      value: null,
      withheld: true,
    });
  });
});

describe('changes for partners', () => {
  it('stay as they are when nothing in them is told of fewer than three', () => {
    expect(withholdChange(change, [0, 3, 5, 0])).toBe(change);
  });

  it.each([
    ['the panel is two', { panel: 2 }, [0, 0, 0, 0]],
    ['one organization is new beside the panel', {}, [1, 0, 3, 0]],
    ['two have gone', {}, [0, 2, 3, 0]],
    ['the volume that did not report is of one', {}, [0, 0, 3, 1]],
  ])('are withheld when %s', (_, differing, groups) => {
    expect(withholdChange({ ...change, ...differing }, groups)).toEqual({
      ...{ ...change, ...differing, before: null, now: null, panelBefore: null, panelNow: null },
      ...{ volumeReported: null, volumeExpected: null, withheld: true },
    });
  });
});
