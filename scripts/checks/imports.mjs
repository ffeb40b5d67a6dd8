// Who may import whom: ARCHITECTURE.md says why.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packages, trackedFiles } from './workspace.mjs';

const ours = /(?:from|import)\s*\(?\s*'(@earmark\/[a-z0-9-]+)(\/[^']*)?'/g;
const typeImport = /import type [^;]*?from '(@earmark\/[a-z0-9-]+)/g;
/** Plugins never go out by themselves: the network, the clock and timers are core's. */
const forbiddenInSources = [
  [/\bfetch\s*\(/, 'fetch: use ctx.http'],
  [/\bset(?:Timeout|Interval)\s*\(/, 'timers: use ctx.clock'],
  [/\bDate\.now\s*\(/, 'Date.now: use ctx.clock'],
  [/\bprocess\.env\b/, 'process.env: the host reads the environment and passes options'],
];
/** They put plugins together, as hosts do, for hosts. */
const assemblies = new Set(['earmark', '@earmark/standard']);
const compositions = new Set(['@earmark/audiobooks', '@earmark/accounts', '@earmark/api']);
const also = {
  '@earmark/store': ['@earmark/lock'],
  '@earmark/api': [
    '@earmark/accounts',
    '@earmark/audiobooks',
    '@earmark/genres',
    '@earmark/quality',
  ],
  '@earmark/dashboard': ['@earmark/api'],
  '@earmark/postgres': ['@earmark/store', '@earmark/lock'],
  '@earmark/source-musicbrainz': ['@earmark/source-index'],
  '@earmark/source-discogs': ['@earmark/source-index'],
};

export function checkImports() {
  return packages
    .filter(({ folder }) => folder.startsWith('packages'))
    .flatMap(({ folder, manifest }) =>
      trackedFiles(join(folder, 'src')).flatMap((path) => faultsOf(path, folder, manifest)),
    )
    .join('\n');
}

function faultsOf(path, folder, { name }) {
  if (!/\.tsx?$/.test(path)) return [];
  const text = readFileSync(path, 'utf8');
  const isTest = /\.test(-d)?\.ts$/.test(path) || path.includes('__tests__');
  const faults = [];
  if (!isTest) {
    const onlyTypes = new Set([...text.matchAll(typeImport)].map(([, to]) => to));
    for (const [, to] of text.matchAll(ours)) {
      if (!mayImport(name, to, onlyTypes.has(to)))
        faults.push(`${path}: ${name} may not import ${to}`);
    }
    if (folder.includes('/source-')) {
      for (const [pattern, what] of forbiddenInSources)
        if (pattern.test(text)) faults.push(`${path}: ${what}`);
    }
  }
  if (/from '\.[^']*(?<!\.(?:ts|tsx|json|mjs|css))'/.test(text))
    faults.push(`${path}: relative imports end in .ts`);
  return faults;
}

function mayImport(from, to, onlyType) {
  if (from === to) return true;
  if (from === '@earmark/spec') return false;
  if (to === '@earmark/spec') return true;
  if (from === '@earmark/core') return false;
  if (to === '@earmark/core') return true;
  if (also[from]?.includes(to)) return true;
  if (assemblies.has(from)) return true;
  if (compositions.has(from)) return onlyType;
  return from.startsWith(`${to}-`);
}
