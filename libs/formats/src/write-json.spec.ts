import type { ReportFigure } from '@keelson/reports';
import { bodyOf } from './write-json.js';

const figure = {
  ...{
    measureCode: 'm',
    period: '2024',
    cell: {},
    value: '5',
    low: null,
    high: null,
    numerator: null,
    denominator: null,
  },
  ...{
    unit: 'u',
    organizationsReported: 1,
    organizationsExpected: 2,
    cellsReported: 1,
    cellsExpected: 2,
    nonValues: {},
  },
  ...{ target: null, status: '', derived: false },
} as ReportFigure;

describe('a figure in the JSON of a report', () => {
  it('has the status null where there is no target, as GraphQL says it', () => {
    expect(JSON.parse(JSON.stringify(bodyOf(figure)))).toMatchObject({ target: null, status: null });
  });

  it('has the status that it has', () => {
    expect(bodyOf({ ...figure, target: '4', status: 'MET' })).toMatchObject({ target: '4', status: 'MET' });
  });
});
