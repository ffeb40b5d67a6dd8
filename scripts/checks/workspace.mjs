// What all checks look at: the packages of the workspace and the files that git tracks or would track.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const sourceCondition = '@earmark/source';

export const packages = ['packages', 'examples']
  .flatMap((group) =>
    existsSync(group) ? readdirSync(group).map((name) => join(group, name)) : [],
  )
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }));

export const published = packages.filter(({ manifest }) => !manifest.private);

export function trackedFiles(...patterns) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .filter((path) => path !== '' && existsSync(path));
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
