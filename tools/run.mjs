// `npm start`, `npm test`, `npm run demo` …: installs and builds what is missing, then runs the tool of that name.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [tool = 'start'] = process.argv.slice(2, 3);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Keelson needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const installed = join(root, 'node_modules/.package-lock.json');
const lock = join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log('Installing packages …');
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The packages could not be installed; the lines above say why.');
    process.exit(1);
  }
}

const { build } = await import('./build.mjs');
await build();
process.chdir(root);
process.argv.splice(1, 2, join(root, 'dist/tools', tool, 'main.js'));
await import(pathToFileURL(join(root, 'dist/tools', tool, 'main.js')).href);
