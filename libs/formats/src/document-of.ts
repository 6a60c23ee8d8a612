import { endOf, formatPeriod, periodsBetween } from '@keelson/measures';
import { encodeId } from '@keelson/platform';
import type { CompiledReport } from '@keelson/reports';
import type { ReportDocument } from './report-document.js';

const dayLength = 86_400_000;

export function documentOf(report: CompiledReport): ReportDocument {
  const { id, title, frequency, firstPeriodStart, lastPeriodStart, firstPeriod, lastPeriod, breakdowns } = report;
  const until = endOf({ frequency, start: lastPeriodStart });
  return {
    ...{ id: encodeId('Report', id), title, frequency, firstPeriod, lastPeriod, breakdowns },
    requestedAt: report.requestedAt,
    compiledAt: report.compiledAt,
    periods: periodsBetween(frequency, firstPeriodStart, until).map((period) => ({
      code: formatPeriod(period),
      start: period.start,
      last: new Date(Date.parse(endOf(period)) - dayLength).toISOString().slice(0, 10),
    })),
    header: report.header,
    sha256: report.sha256,
    logo: report.logo,
  };
}
