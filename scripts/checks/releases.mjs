// What strangers' projects live through: two releases are made of a copy, and the plugins of the first are installed beside the core of the second.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from './run.mjs';
import { packages, readJson, trackedFiles } from './workspace.mjs';

const first = '0.1.0';

export function checkReleases(scratch) {
  const copy = join(scratch, 'releases');
  for (const path of trackedFiles('*package.json', 'pnpm-workspace.yaml', '.changeset/*')) {
    mkdirSync(join(copy, dirname(path)), { recursive: true });
    cpSync(path, join(copy, path));
  }
  const git = (...args) => run('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', ...args], copy);
  const release = () => run(resolve('node_modules/.bin/changeset'), ['version'], copy);
  const fault =
    git('init', '-q', '-b', 'main') ||
    git('add', '-A') ||
    git('commit', '-qm', 'before') ||
    (manifestAt(copy, 'packages/core').version === '0.0.0' && release());
  if (fault) return fault;
  const old = manifestsAt(copy);
  const wrong = old.filter(({ version }) => version !== old[0].version);
  if (wrong.length > 0) return `not released together: ${wrong.map(({ name }) => name).join(', ')}`;
  if (readJson('packages/core/package.json').version === '0.0.0' && old[0].version !== first)
    return `the first release would be ${old[0].version}, not ${first}`;
  writeFileSync(
    join(copy, '.changeset', 'simulated.md'),
    '---\n"@earmark/core": minor\n---\n\nA simulated change.\n',
  );
  return (
    git('add', '-A') ||
    git('commit', '-qm', 'first') ||
    release() ||
    installTogether(join(scratch, 'beside'), old, manifestsAt(copy))
  );
}

const manifestAt = (copy, folder) => readJson(join(copy, folder, 'package.json'));
const manifestsAt = (copy) =>
  packages
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder }) => manifestAt(copy, folder));

/** Plugins that bring none of ours along, from one release; what they stand beside, from the next. */
function installTogether(folder, old, next) {
  const brought = ['@earmark/core', '@earmark/spec'];
  const beside = next.filter(({ name }) => brought.includes(name));
  const plugins = old.filter(
    ({ peerDependencies = {}, dependencies = {} }) =>
      brought.some((name) => peerDependencies[name]) &&
      !Object.keys(dependencies).some((name) => name.startsWith('@earmark/')),
  );
  if (beside.length < 2 || plugins.length < 10) return 'there is nothing to be installed together';
  const dependencies = {};
  for (const each of [...beside, ...plugins]) {
    const home = join(folder, each.name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify(published(each)));
    dependencies[each.name] = `file:${each.name}`;
  }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'beside', private: true, dependencies }),
  );
  return run(
    'npm',
    ['install', '--offline', '--package-lock-only', '--no-audit', '--no-fund'],
    folder,
  );
}

/** What is not ours is left out: it is not what the question is about, and needs a network. */
function published({ name, version, dependencies = {}, peerDependencies = {} }) {
  const ours = (group) =>
    Object.fromEntries(
      Object.entries(group)
        .filter(([to]) => to.startsWith('@earmark/'))
        .map(([to, range]) => [to, range.replace(/^workspace:\^$/, `^${version}`)]),
    );
  return {
    name,
    version,
    dependencies: ours(dependencies),
    peerDependencies: ours(peerDependencies),
  };
}
