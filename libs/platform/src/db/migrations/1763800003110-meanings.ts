import { forward } from './forward.js';

/** For whoever reads an archive without this program: its dictionary tells what the database itself tells. */
const tables: Record<string, string> = {
  action_item: 'what an organization agreed in a conversation to do, until when',
  activity: 'what an organization does, alone or with partners, towards goals',
  agenda: 'a version of the common agenda; one that was adopted is never changed, only superseded',
  agenda_item: 'a topic of a conversation',
  audit_event: 'one state change: who, when, what, why; never changed, never deleted',
  baseline: 'where progress of a measure is counted from',
  breakdown: 'by which dimensions a version of a measure is collected',
  bulk_operation: 'a file of measurements that was read in, and what came of it',
  calculation_operand: 'a reported measure that a calculated one is made of',
  category: 'one value of a dimension',
  coalition: 'a coalition that works by collective impact',
  combination: 'a cell of breakdowns, such as one band of age and one sex; the total is one too',
  conversation: 'a meeting, call, message or visit',
  conversation_activity: 'which activities a conversation was about',
  conversation_host: 'which organizations hosted a conversation',
  correction: 'a change to values that were approved already: proposed, then approved or rejected',
  decision: 'what was decided in a conversation, and why; never changed, only superseded',
  dimension: 'what measures are broken down by, such as age',
  goal: 'a goal of a version of the common agenda',
  measure: 'a shared measure; what it means at a time stands in measure_version',
  measure_version: 'a definition of a measure: what is counted, in which unit, and how it adds up',
  measurement: 'the latest number, or the reason why there is none, of one organization, period, measure and cell',
  measurement_revision: 'every number that ever stood in measurement, by revision',
  membership: 'from when to when an organization belongs to the coalition, and as what',
  milestone: 'a point that an activity wants to reach by a day',
  organization: 'an organization of the coalition',
  organization_merger: 'that one organization went on as another',
  participant: 'which organizations took part in a conversation, with how many people',
  person: 'somebody who can sign in, or once could',
  pledge: 'what an organization says to a version of the common agenda',
  quality_explanation: 'why a finding of a quality check is no mistake',
  quality_rule: 'a comparison of two expressions that values should keep',
  reinforcement_link: 'how one activity relates to another',
  report: 'figures of chosen measures and periods, frozen when it was compiled',
  report_definition: 'a report that comes again',
  report_schedule: 'when editions of a report are made',
  resource: 'what an organization commits to an activity',
  strategy: 'a way to a goal of the common agenda',
  submission: 'what one organization tells of one period: DRAFT, SUBMITTED, RETURNED, APPROVED',
  target: 'what a figure should reach',
  working_group: 'organizations that work on something together',
};

const columns: Record<string, string> = {
  'baseline.not_applicable_reason': 'why the measure has no baseline',
  'combination.cell': 'the category by dimension, by their codes',
  'correction.values': 'the cells as they should be',
  'measure.level': 'POPULATION: how people are; PERFORMANCE: what the work does',
  'measure_version.denominator_time_rule': 'how the denominators of periods make that of a longer one',
  'measure_version.factor': 'what a ratio is multiplied by: 100 for a percentage',
  'measure_version.number_kind':
    'COUNT and AMOUNT have a value, RATIO a numerator and a denominator, CALCULATED an expression',
  'measure_version.of_people': 'whether it counts people: small numbers are then not shown',
  'measure_version.partner_rule': 'how the numbers of organizations make the figure of the coalition',
  'measure_version.time_rule': 'how the numbers of periods make that of a longer one',
  'measurement.non_value': 'why there is no number; a missing number is never zero',
  'measurement_revision.non_value': 'why there is no number; a missing number is never zero',
  'report_figure.cell': 'the category by dimension, by their codes; empty for the total',
  'report_figure.non_values': 'how many cells held no number, by the reason',
  'target.combination_id': 'NULL: for the total',
};

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const Meanings1763800003110 = forward(
  'Meanings1763800003110',
  [
    ...Object.entries(tables).map(([table, meaning]) => `COMMENT ON TABLE ${table} IS ${quoted(meaning)};`),
    ...Object.entries(columns).map(([column, meaning]) => `COMMENT ON COLUMN ${column} IS ${quoted(meaning)};`),
  ].join('\n'),
);
