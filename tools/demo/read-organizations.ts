import { endOf, parsePeriod } from '@keelson/measures';
import type { Row, Table } from './csv-table.js';
import { codeSentence, type TidyOrganization } from './tidy-folder.js';

const known = ['organization_id', 'name', 'first_period', 'last_period'];
const codeRule = /^[\w./-]{1,80}$/;
const mostAttributes = 50;

/** organizations.csv: a code, a name, the membership, and further columns as attributes. */
export function readOrganizations(table: Table): Map<string, TidyOrganization> {
  const further = table.header.filter((column) => !known.includes(column));
  const organizations = new Map<string, TidyOrganization>();
  for (const row of table.rows) {
    const code = table.cell(row, 'organization_id');
    if (!codeRule.test(code)) table.fault(row, 'organization_id', `"${code}" ${codeSentence}`);
    if (organizations.has(code)) table.fault(row, 'organization_id', `"${code}" stands twice.`);
    const attributes = further.flatMap((column) => {
      const text = table.cell(row, column);
      return text === '' ? [] : [[column, text] as const];
    });
    if (attributes.length > mostAttributes) {
      table.fault(row, further[mostAttributes] ?? '', `An organization has at most ${mostAttributes} further columns.`);
    }
    const [from, to] = readTerm(table, row);
    const name = table.cell(row, 'name') || code;
    organizations.set(code, { code, name, attributes: Object.fromEntries(attributes), from, to });
  }
  return organizations;
}

function readTerm(table: Table, row: Row): [from: string | null, to: string | null] {
  const [first, last] = (['first_period', 'last_period'] as const).map((column) => {
    const text = table.cell(row, column);
    const period = text === '' ? null : parsePeriod(text);
    if (text !== '' && !period) table.fault(row, column, `"${text}" is not a period such as 2024, 2024-Q1 or 2024-01.`);
    return period;
  });
  const to = last ? dayBefore(endOf(last)) : null;
  if (first && to && first.start > to) {
    table.fault(row, 'last_period', 'The membership ends before it starts.');
  }
  return [first?.start ?? null, to];
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
