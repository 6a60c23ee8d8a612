import { readTable } from './csv-table.js';
import { Faults } from './faults.js';
import { inferBreakdowns } from './infer-breakdowns.js';
import { measureColumns, readMeasures } from './read-measures.js';
import { readOrganizations } from './read-organizations.js';
import { readSubmissions, type Submissions } from './read-submissions.js';
import type { TidyFolder, TidyMeasure, TidyValue } from './tidy-folder.js';

/** Reads organizations.csv, measures.csv and submissions.csv, or throws TidyFolderError with everything that is wrong. */
export function readTidyFolder(folder: string): TidyFolder {
  const faults = new Faults();
  const organizationTable = readTable(folder, 'organizations.csv', ['organization_id'], faults);
  const measureTable = readTable(folder, 'measures.csv', measureColumns, faults);
  const required = ['organization_id', 'measure_id', 'period'];
  const submissionTable = readTable(folder, 'submissions.csv', required, faults);
  const organizations = organizationTable && readOrganizations(organizationTable);
  const measures = measureTable && readMeasures(measureTable);
  const submissions = submissionTable && readSubmissions(submissionTable, { organizations, measures });
  if (measures && submissions) requireKnownBreakdowns(measures, submissions, faults);
  if (submissions?.values.length === 0) faults.say('submissions.csv holds no number: there is nothing to submit.');
  faults.throwIfAny();
  if (!organizations || !measures || !submissions) throw new Error('A file without a fault was not read.');
  const byMeasure = groupByMeasure(submissions.values);
  return {
    organizations: [...organizations.values()],
    measures: [...measures.values()].map((measure) => ({
      ...measure,
      // A measure that nobody reported has nothing that would tell; a year is the usual rhythm of a shared measure.
      frequency: submissions.frequencies.get(measure.code) ?? 'YEAR',
      breakdowns: measure.breakdowns ?? inferBreakdowns(byMeasure.get(measure.code) ?? []),
    })),
    dimensions: dimensionsOf(submissions),
    values: submissions.values,
    leftOut: submissions.leftOut,
  };
}

function groupByMeasure(values: TidyValue[]): Map<string, TidyValue[]> {
  const groups = new Map<string, TidyValue[]>();
  for (const value of values) {
    const group = groups.get(value.measure);
    if (group) group.push(value);
    else groups.set(value.measure, [value]);
  }
  return groups;
}

function dimensionsOf({ dimensions, values }: Submissions): TidyFolder['dimensions'] {
  const categories = new Map(dimensions.map((code) => [code, new Set<string>()]));
  for (const value of values) {
    for (const { dimension, category } of value.categories) categories.get(dimension)?.add(category);
  }
  // A column that is blank throughout breaks nothing down.
  return dimensions.flatMap((code) => {
    const known = [...(categories.get(code) ?? [])].sort();
    return known.length > 0 ? [{ code, categories: known }] : [];
  });
}

/** Where measures.csv declares breakdowns, the rows keep to them. */
function requireKnownBreakdowns(measures: Map<string, TidyMeasure>, submissions: Submissions, faults: Faults): void {
  const declared = new Map<string, Set<string>>();
  const dimensions = dimensionsOf(submissions).map(({ code }) => code);
  for (const { code, breakdowns } of measures.values()) {
    if (!breakdowns) continue;
    declared.set(code, new Set(breakdowns.map(({ dimensionCodes }) => [...dimensionCodes].sort().join(' × '))));
    const unknown = breakdowns.flatMap((one) => one.dimensionCodes).filter((code) => !dimensions.includes(code));
    for (const dimension of new Set(unknown)) {
      faults.say(`measures.csv: ${code} has a breakdown by "${dimension}", which submissions.csv does not hold.`);
    }
  }
  for (const { line, measure, categories } of submissions.values) {
    const key = categories.map(({ dimension }) => dimension).sort().join(' × ');
    if (key === '' || (declared.get(measure)?.has(key) ?? true)) continue;
    faults.say(`submissions.csv, line ${line}: ${key} is not among the breakdowns that measures.csv has for ${measure}.`);
  }
}
