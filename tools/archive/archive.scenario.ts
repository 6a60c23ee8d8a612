import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Run {
  code: number | null;
  output: string;
}

/** `npm run archive` or `npm run restore` (from dist/, without npm) to its end. */
export function runTool(tool: 'archive' | 'restore', args: string[], settings: Record<string, string>): Promise<Run> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  const child = spawn(process.execPath, [`dist/tools/${tool}/main.js`, ...args], { env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => child.on('exit', (code) => done({ code, output })));
}

/** Every file of a folder, by path, with the hash of its content. */
export function hashesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), hash(path)]));
}

/** All bytes of a folder as one text, for what must not be in it. */
export function textOf(folder: string): string {
  return Object.keys(hashesOf(folder))
    .map((path) => readFileSync(join(folder, path), 'latin1'))
    .join('\n');
}
