import type { ReportedAgreement, ReportHeader } from '@keelson/reports';

/** By what a report lets its readers see figures: a sentence for every agreement; none where none is needed. */
export function agreementSentences({ agreements }: ReportHeader): string[] {
  if (!agreements) return [];
  const first =
    agreements.length > 0
      ? 'Figures are shared by agreement: what none of these covers is withheld.'
      : 'Figures are shared by agreement, and none was in force for this report: all are withheld.';
  return [first, ...agreements.map(sentenceOf)];
}

function sentenceOf(agreement: ReportedAgreement): string {
  const { id, purpose, parties, measures, audiences, grain, from, to } = agreement;
  const audience = audiences.map((one) => one.toLowerCase()).join(', ');
  const term = to === undefined ? `from ${from}` : `${from} to ${to}`;
  const own = grain === 'PARTNER' ? ', down to the own figures of the organizations named' : '';
  return `${purpose} (${id}): ${parties.join(', ')} share ${measures.join(', ')}${limitsOf(agreement)}${own}, with: ${audience}; ${term}.`;
}

function limitsOf({ firstPeriod, lastPeriod, finestFrequency, breakdowns }: ReportedAgreement): string {
  const limits = [
    ...(firstPeriod === undefined ? [] : [`from ${firstPeriod}`]),
    ...(lastPeriod === undefined ? [] : [`up to ${lastPeriod}`]),
    ...(finestFrequency === undefined ? [] : [`by ${finestFrequency.toLowerCase().replace('_', ' ')} at the finest`]),
    ...(breakdowns === undefined ? [] : [brokenDownBy(breakdowns)]),
  ];
  return limits.length > 0 ? ` (${limits.join(', ')})` : '';
}

function brokenDownBy(breakdowns: string[][]): string {
  if (breakdowns.length === 0) return 'totals only';
  return `broken down by ${breakdowns.map((codes) => codes.join(' × ')).join(' and by ')}`;
}
