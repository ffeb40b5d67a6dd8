// The shape of every package.json, and of the three-line configurations beside it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages, readJson, sourceCondition } from './workspace.mjs';

const leafFiles = {
  'tsconfig.json': ['"extends": "../../tsconfig.base.json"'],
  'tsconfig.build.json': ['"extends": "../../tsconfig.build.base.json"'],
  'tsup.config.ts': ["from '../../tsup.base.ts'"],
};

const bringsNative = new Set(['@earmark/store', '@earmark/standard']);

export function checkManifests() {
  return packages.flatMap(faultsOf).join('\n');
}

function faultsOf({ folder, manifest }) {
  const faults = [];
  const must = (holds, what) => holds || faults.push(`${folder}: ${what}`);
  must(manifest.type === 'module', 'type must be "module"');
  must(
    manifest.name !== '@earmark/core' || !manifest.devDependencies?.['@earmark/testkit'],
    'core never lists testkit: the two would depend on each other',
  );
  for (const kind of ['dependencies', 'devDependencies']) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      must(
        /^(catalog:|workspace:)/.test(range),
        `${kind} ${name} must be "catalog:" or "workspace:^", not "${range}"`,
      );
    }
  }
  for (const [name, range] of Object.entries(manifest.peerDependencies ?? {})) {
    if (!name.startsWith('@earmark/')) continue;
    must(
      /^>=0\.\d+(\.\d+)? <1(\.0\.0-0)?$/.test(range),
      `peerDependencies ${name} must be ">=0.1 <1", so that a release of it breaks nobody, not "${range}"`,
    );
  }
  if (manifest.private) return faults;
  must(
    !manifest.dependencies?.['better-sqlite3'] || bringsNative.has(manifest.name),
    'better-sqlite3 must be an optional peer: only who keeps state brings a native module',
  );
  must(manifest.license === 'MIT', 'license must be "MIT"');
  must(manifest.description, 'description is missing');
  must(manifest.keywords?.includes('earmark'), 'keywords must include "earmark"');
  const root = readJson('package.json');
  must(manifest.author === root.author, `author must be "${root.author}"`);
  must(manifest.bugs === root.bugs, `bugs must be "${root.bugs}"`);
  const page = `${root.homepage.replace('#readme', '')}/tree/main/${folder}#readme`;
  must(manifest.homepage === page, `homepage must be "${page}"`);
  const repository = { ...root.repository, directory: folder };
  must(
    JSON.stringify(manifest.repository) === JSON.stringify(repository),
    `repository must be ${JSON.stringify(repository)}`,
  );
  const floor = root.engines.node;
  must(manifest.engines?.node === floor, `engines.node must be "${floor}"`);
  must(existsSync(join(folder, 'README.md')), 'README.md is missing');
  const own = JSON.stringify(withoutSource(manifest.exports));
  must(
    JSON.stringify(manifest.publishConfig?.exports) === own,
    `publishConfig.exports must be exports without ${sourceCondition}: ${own}`,
  );
  if (!folder.startsWith('packages')) return faults;
  for (const [file, wanted] of Object.entries(leafFiles)) {
    const text = existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    for (const line of wanted) must(text.includes(line), `${file} must contain ${line}`);
  }
  return faults;
}

function withoutSource(value) {
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== sourceCondition);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSource(inner)]));
}
