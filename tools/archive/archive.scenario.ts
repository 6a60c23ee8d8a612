import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Manifest } from './manifest.js';

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

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

/** Makes the manifest fit a file again, as somebody would who knows how archives are checked. */
export function reseal(folder: string, path: string): void {
  const content = readFileSync(join(folder, path));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { files, ...rest } = manifestOf(folder);
  const sealed = files.map((file) => (file.path === path ? { path, bytes: content.length, sha256 } : file));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...rest, files: sealed }));
}

/** As the owner of a database. */
export async function ask<Row>({ url }: { url: string }, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
