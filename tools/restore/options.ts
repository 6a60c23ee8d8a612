import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '../postgres-programs.js';

export interface RestoreOptions {
  from: string;
  /** What `npm run archive` said of manifest.json. */
  sha256: string | null;
}

export const usage = `npm run restore -- --from DIR [--sha256 HASH]

  --from DIR      an archive, as npm run archive wrote it
  --sha256 HASH   what manifest.json must hash to; without it the archive is only checked against its own manifest`;

/** Where the person stood who called; npm itself goes to the folder of package.json. */
const caller = process.env['INIT_CWD'] ?? process.cwd();

/** The options, or StartError with everything that is wrong with them. */
export function readOptions(args: string[]): RestoreOptions | 'HELP' {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options: { from: text, sha256: text, help: { type: 'boolean' } } }));
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`);
  }
  if (values.help) return 'HELP';
  const faults: string[] = [];
  if (!values.from) faults.push('--from is missing: the folder of the archive.');
  const sha256 = values.sha256?.toLowerCase() ?? null;
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
    faults.push('--sha256 has 64 characters from 0 to 9 and a to f.');
  if (faults.length > 0) throw new StartError(`${faults.join('\n')}\n\n${usage}`);
  return { from: resolve(caller, values.from ?? ''), sha256 };
}
