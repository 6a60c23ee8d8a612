import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '../postgres-programs.js';

export interface ArchiveOptions {
  /** A coalition's code or id. */
  coalition: string;
  out: string;
}

export const usage = `npm run archive -- --coalition CODE --out DIR

  --coalition CODE   the code or the id of the coalition
  --out DIR          a folder that is not there yet, or empty`;

/** Where the person stood who called; npm itself goes to the folder of package.json. */
const from = process.env['INIT_CWD'] ?? process.cwd();

/** The options, or StartError with everything that is wrong with them. */
export function readOptions(args: string[]): ArchiveOptions | 'HELP' {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options: { coalition: text, out: text, help: { type: 'boolean' } } }));
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`);
  }
  if (values.help) return 'HELP';
  const faults: string[] = [];
  if (!values.coalition) faults.push('--coalition is missing: the code of the coalition to archive.');
  if (!values.out) faults.push('--out is missing: a folder that is not there yet.');
  const out = resolve(from, values.out ?? '');
  if (values.out && existsSync(out) && readdirSync(out).length > 0) {
    faults.push(`${out} is not empty: name a folder that is not there yet.`);
  }
  if (faults.length > 0) throw new StartError(`${faults.join('\n')}\n\n${usage}`);
  return { coalition: values.coalition ?? '', out };
}
