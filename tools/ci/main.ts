import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForHealth } from './ask-for-health.js';

/** The one ordered list: the same by hand and in .ci/run. It goes on after a failure, so that one run tells all. */
const results = mkdtempSync(join(tmpdir(), 'keelson-ci-'));
const npx =
  (...args: string[]) =>
  () =>
    execute('npx', ['--no-install', ...args]);
const suite = (name: string) => () =>
  execute('node', [
    'tools/run.mjs',
    'test',
    '--selectProjects',
    name,
    // Jest would leave a core to others; here there are none, and most of these tests wait for processes.
    '--maxWorkers=100%',
    '--json',
    `--outputFile=${join(results, name)}.json`,
  ]);

const steps: [string, () => Promise<boolean>][] = [
  ['format', npx('prettier', '--check', '--log-level=warn', '.')],
  ['lint, with the map of the house', npx('nx', 'lint', 'keelson', '--outputStyle=static')],
  ['the map bites', refuseForbiddenImport],
  ['types', npx('tsc', '-p', '.')],
  [
    'cycles',
    npx(
      'madge',
      '--circular',
      '--no-spinner',
      '--extensions',
      'ts',
      '--ts-config',
      'tsconfig.json',
      'apps',
      'libs',
      'tools',
    ),
  ],
  ['spec', suite('spec')],
  ['db-spec', suite('db-spec')],
  ['migrations, schema.sql, schema.graphql', () => execute('node', ['tools/run.mjs', 'schema', '--check'])],
  ['e2e-spec', suite('e2e-spec')],
  ['both processes answer for their health', askForHealth],
];

/** The boundary rule skips itself silently without a project graph: so it is seen to fail in every run. */
async function refuseForbiddenImport(): Promise<boolean> {
  const source = `import { AgendaService } from '@keelson/agenda';\nexport const above = AgendaService;\n`;
  const file = 'libs/platform/src/forbidden-import.ts';
  let output = '';
  const passed = await execute(
    'npx',
    ['--no-install', 'eslint', '--stdin', '--stdin-filename', file],
    source,
    (text) => (output += text),
  );
  if (!passed && output.includes('@nx/enforce-module-boundaries')) return true;
  console.error(`platform imported agenda, and lint let it pass:\n${output}`);
  return false;
}

function execute(command: string, args: string[], input?: string, listen?: (text: string) => void): Promise<boolean> {
  return new Promise((done) => {
    const output = listen ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      stdio: [input ? 'pipe' : 'ignore', output, output],
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    child.stdin?.end(input);
    child.stdout?.on('data', (chunk: Buffer) => listen?.(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => listen?.(chunk.toString()));
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

interface JestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

function readSuite(name: string): JestResult | null {
  try {
    return JSON.parse(readFileSync(join(results, `${name}.json`), 'utf8')) as JestResult;
  } catch {
    return null;
  }
}

const failed: string[] = [];
for (const [name, step] of steps) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const passed = await step();
  console.log(`── ${name}: ${passed ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) failed.push(name);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const name of ['spec', 'db-spec', 'e2e-spec']) {
  const result = readSuite(name);
  if (!result || result.numPassedTests === 0) failed.push(`${name} (empty)`);
  totals.passed += result?.numPassedTests ?? 0;
  totals.failed += (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  totals.skipped += result?.numPendingTests ?? 0;
}
rmSync(results, { recursive: true, force: true });
console.log(failed.length > 0 ? `\nFAILED: ${failed.join(', ')}` : '\nAll steps passed.');
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);
