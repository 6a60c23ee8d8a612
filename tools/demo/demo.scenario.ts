import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

export interface DemoRun {
  code: number | null;
  output: string;
  out: string;
}

/** `npm run demo` (from dist/, without npm) to its end. */
export function runDemo(args: string[], out: string, settings: Record<string, string>): Promise<DemoRun> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  const child = spawn(process.execPath, ['dist/tools/demo/main.js', ...args, '--out', out], { env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => child.on('exit', (code) => done({ code, output, out })));
}

export type Figure = Record<string, string>;

/** The rows of a report.csv, found by measure, period and cell. */
export class ReportFile {
  readonly figures: Figure[];

  constructor({ out, code, output }: DemoRun, name = 'report.csv') {
    if (code !== 0) throw new Error(output);
    this.figures = parse(readFileSync(join(out, name)), { columns: true }) as Figure[];
  }

  /** The one row of a cell; the total when no category is named. */
  figure(measure: string, period: string, cell: Record<string, string> = {}): Figure {
    const found = this.figures.filter((figure) =>
      Object.entries(figure).every(([column, text]) => {
        if (column === 'measure') return text === measure;
        if (column === 'period') return text === period;
        return plainColumns.has(column) || text === (cell[column] ?? '');
      }),
    );
    if (found.length !== 1) throw new Error(`${found.length} rows for ${measure} ${period} ${JSON.stringify(cell)}`);
    return found[0] ?? {};
  }
}

const plainColumns = new Set([
  'value',
  'numerator',
  'denominator',
  'unit',
  'organizations_reported',
  'organizations_expected',
  'non_value',
  'target',
  'status',
]);
