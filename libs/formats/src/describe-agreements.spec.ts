import type { ReportedAgreement, ReportHeader } from '@keelson/reports';
import { agreementSentences } from './describe-agreements.js';

const header = (agreements?: ReportedAgreement[]) => ({ agreements }) as unknown as ReportHeader;
const agreement: ReportedAgreement = {
  ...{ id: 'agr_1', purpose: 'The yearly report', parties: ['Backbone', 'North Library'], measures: ['children'] },
  ...{ grain: 'COALITION', audiences: ['FUNDERS', 'PUBLIC'], from: '2026-01-01' },
};

describe('the agreements of a report in words', () => {
  it('are none where figures are shared by membership', () => {
    expect(agreementSentences(header())).toEqual([]);
  });

  it('say that all is withheld where none was in force', () => {
    expect(agreementSentences(header([]))).toEqual([
      'Figures are shared by agreement, and none was in force for this report: all are withheld.',
    ]);
  });

  it('say who shares what with whom, and until when', () => {
    const bounded: ReportedAgreement = {
      ...{ ...agreement, grain: 'PARTNER', to: '2026-12-31', firstPeriod: '2024', lastPeriod: '2025-Q2' },
      ...{ finestFrequency: 'HALF_YEAR', breakdowns: [['age', 'sex'], ['sex']] },
    };
    expect(agreementSentences(header([agreement, bounded, { ...agreement, breakdowns: [] }]))).toEqual([
      'Figures are shared by agreement: what none of these covers is withheld.',
      'The yearly report (agr_1): Backbone, North Library share children, with: funders, public; from 2026-01-01.',
      'The yearly report (agr_1): Backbone, North Library share children (from 2024, up to 2025-Q2, by half year at the finest, broken down by age × sex and by sex), down to the own figures of the organizations named, with: funders, public; 2026-01-01 to 2026-12-31.',
      'The yearly report (agr_1): Backbone, North Library share children (totals only), with: funders, public; from 2026-01-01.',
    ]);
  });
});
