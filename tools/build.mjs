// Compiles apps, libs and tools to dist/ with swc: types are checked by `tsc`, not here. Lays the files of the pages beside.
import { copyFileSync, readdirSync, readFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist/.built');

function* sources() {
  for (const folder of ['apps', 'libs', 'tools']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /(?<!spec)\.ts$/.test(entry.name)) yield join(entry.parentPath, entry.name);
    }
  }
}

/** What people read, in each language. */
const messages = 'libs/messages/src';
const pageAssets = 'apps/api/src/pages/assets';
/** GraphiQL and what it runs on, from their packages: nothing is loaded from elsewhere. Their licences come with them. */
const bundles = {
  'graphiql.min.js': 'graphiql/graphiql.min.js',
  'graphiql.min.css': 'graphiql/graphiql.min.css',
  'graphiql.LICENSE.txt': 'graphiql/LICENSE',
  'react.production.min.js': 'react/umd/react.production.min.js',
  'react-dom.production.min.js': 'react-dom/umd/react-dom.production.min.js',
  'react.LICENSE.txt': 'react/LICENSE',
};

/** Where each file that is laid beside lies, by its path in dist/. */
function assets() {
  const own = readdirSync(join(root, pageAssets)).map((name) => [join(pageAssets, name), join(root, pageAssets, name)]);
  const others = Object.entries(bundles).map(([name, path]) => [
    join(pageAssets, name),
    join(root, 'node_modules', path),
  ]);
  const words = readdirSync(join(root, messages)).filter((name) => name.endsWith('.json'));
  return [...own, ...others, ...words.map((name) => [join(messages, name), join(root, messages, name)])];
}

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

export async function build() {
  const files = [...sources()];
  const copied = assets();
  const inputs = [
    ...files,
    ...copied.map(([, path]) => path),
    join(root, '.swcrc'),
    join(root, 'package-lock.json'),
    fileURLToPath(import.meta.url),
  ];
  if (inputs.every((file) => modified(file) <= modified(stamp))) return;
  const { transform } = await import('@swc/core');
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  const started = new Date();
  const targets = new Set();
  await Promise.all(
    files.map(async (file) => {
      const target = join(root, 'dist', relative(root, file)).replace(/\.ts$/, '.js');
      targets.add(target).add(`${target}.map`);
      const source = readFileSync(file, 'utf8').replace(
        /(['"])@keelson\/([a-z]+)(\/testing)?\1/g,
        (_, quote, room, testing) =>
          quote + pathTo(file, join(root, 'libs', room, testing ? 'testing' : 'src', 'index.js')) + quote,
      );
      const { code, map } = await transform(source, { ...options, swcrc: false, filename: file, sourceFileName: file });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
      writeFileSync(`${target}.map`, map ?? '');
    }),
  );
  for (const [name, path] of copied) {
    const target = join(root, 'dist', name);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
    targets.add(target);
  }
  // What has no source any more goes; what is there stays readable while others run it.
  for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && path !== stamp && !targets.has(path)) rmSync(path);
  }
  writeFileSync(stamp, started.toISOString());
}

function pathTo(file, target) {
  const path = relative(dirname(file), target).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}
