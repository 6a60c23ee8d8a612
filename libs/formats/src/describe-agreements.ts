import type { ReportedAgreement, ReportHeader } from '@keelson/reports';
import { wordsOf, type ReportWords } from './report-words.js';

/** By what a report lets its readers see figures: a sentence for every agreement; none where none is needed. */
export function agreementSentences(header: ReportHeader): string[] {
  const { agreements } = header;
  if (!agreements) return [];
  const words = wordsOf(header);
  const first = words.say(agreements.length > 0 ? 'report.agreements.some' : 'report.agreements.none');
  return [first, ...agreements.map((agreement) => sentenceOf(words, agreement))];
}

/** The same of own figures, where totals need no agreement. */
export function partnerAgreementSentences(header: ReportHeader): string[] {
  return (header.partnerAgreements ?? []).map((agreement) => sentenceOf(wordsOf(header), agreement));
}

function sentenceOf(words: ReportWords, agreement: ReportedAgreement): string {
  const { id, purpose, parties, measures, audiences, grain, from, to } = agreement;
  return words.say('report.agreements.sentence', {
    ...{ id, purpose, grain, parties: parties.join(', '), measures: measures.join(', ') },
    audiences: audiences.map((one) => words.name(one)).join(', '),
    term: to === undefined ? words.say('report.agreements.from', { day: from }) : words.span(from, to),
    limits: limitsOf(words, agreement),
  });
}

function limitsOf(words: ReportWords, agreement: ReportedAgreement): string {
  const { firstPeriod, lastPeriod, finestFrequency, breakdowns } = agreement;
  const { say, name } = words;
  const limits = [
    ...(firstPeriod === undefined ? [] : [say('report.agreements.from', { day: firstPeriod })]),
    ...(lastPeriod === undefined ? [] : [say('report.agreements.upTo', { period: lastPeriod })]),
    ...(finestFrequency === undefined ? [] : [say('report.agreements.finest', { frequency: name(finestFrequency) })]),
    ...(breakdowns === undefined ? [] : [brokenDownBy(words, breakdowns)]),
  ];
  return limits.length > 0 ? ` (${limits.join(', ')})` : '';
}

function brokenDownBy({ say }: ReportWords, breakdowns: string[][]): string {
  if (breakdowns.length === 0) return say('report.agreements.totals');
  const sets = breakdowns.map((codes) => codes.join(' × ')).join(say('report.agreements.andBy'));
  return say('report.agreements.brokenDown', { sets });
}
