import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { frequencies, type Frequency } from '@keelson/measures';
import { StartError } from '../postgres-programs.js';

export interface DemoOptions {
  data: string;
  out: string;
  /** The coalition's code, made of the folder's name. */
  code: string;
  name: string;
  reportFrequency: Frequency | null;
  yearStart: number | null;
  /** Sends submissions.csv as it lies, instead of its values partner by partner. */
  file: boolean;
}

export const usage = `npm run demo [-- --data DIR] [-- --out DIR] [-- --name NAME] [-- --report-frequency F] [-- --year-start M] [-- --file]

  --data DIR              a tidy folder; demo/road-safety unless told
  --out DIR               where the report goes; keelson-report unless told
  --name NAME             the coalition's name; made of the folder's name unless told
  --report-frequency F    week, month, quarter, half_year or year; the data's own (and by year) unless told
  --year-start M          the month, 1 to 12, in which the reporting year starts; found in the data unless told
  --file                  sends submissions.csv as a file, as backbone staff, instead of its values as each partner`;

/** Where the person stood who called; npm itself goes to the folder of package.json. */
const from = process.env['INIT_CWD'] ?? process.cwd();

/** The options, or StartError with everything that is wrong with them. */
export function readOptions(args: string[]): DemoOptions | 'HELP' {
  const text = { type: 'string' } as const;
  const options = { data: text, out: text, name: text, 'report-frequency': text, 'year-start': text, file: { type: 'boolean' } } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options: { ...options, help: { type: 'boolean' } } }));
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`);
  }
  if (values.help) return 'HELP';
  const faults: string[] = [];
  const word = values['report-frequency']?.toUpperCase().replace('-', '_');
  const reportFrequency = frequencies.find((one) => one === word) ?? null;
  if (word !== undefined && !reportFrequency) {
    faults.push(`--report-frequency is one of ${frequencies.join(', ').toLowerCase()}.`);
  }
  const month = values['year-start'];
  const yearStart = month === undefined ? null : Number(month);
  if (yearStart !== null && !(/^\d{1,2}$/.test(month ?? '') && yearStart >= 1 && yearStart <= 12)) {
    faults.push('--year-start is a month from 1 to 12.');
  }
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  const shipped = fileURLToPath(new URL('../../../demo/road-safety', import.meta.url));
  const data = values.data === undefined ? shipped : resolve(from, values.data);
  const code = basename(data).replace(/[^\w.-]+/g, '-').slice(0, 70) || 'demo';
  const words = code.replace(/[-_.]+/g, ' ').trim();
  const name = values.name ?? words.charAt(0).toUpperCase() + words.slice(1);
  return { data, out: resolve(from, values.out ?? 'keelson-report'), code, name, reportFrequency, yearStart, file: values.file ?? false };
}
