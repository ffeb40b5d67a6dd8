// What must never be in the repository: secrets, paths of somebody's machine, download hosts, big binaries.
import { readFileSync, statSync } from 'node:fs';
import { trackedFiles } from './workspace.mjs';

const forbidden = [
  [/(?<![\w.])\/(?:home|Users)\/[a-z][\w.-]*\//, 'a path of somebody’s machine'],
  [/(?<![\w./])\/work\/[\w-]+\//, 'a path of somebody’s machine'],
  [/https?:\/\/[^\s"')]*(?:registry\.|npmjs\.|debian\.org|pypi\.)/, 'a download host'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:ghp|gho|npm)_[A-Za-z0-9]{30,}/, 'a token'],
];
const mostBytes = 1_000_000;

export function checkWords() {
  return trackedFiles()
    .filter((path) => path !== 'scripts/checks/words.mjs')
    .flatMap(faultsOf)
    .join('\n');
}

function faultsOf(path) {
  if (statSync(path).size > mostBytes && path !== 'pnpm-lock.yaml')
    return [`${path}: larger than 1 MB`];
  const text = readFileSync(path, 'latin1');
  if (text.includes('\0')) return [];
  return forbidden.flatMap(([pattern, what]) => {
    const found = pattern.exec(text);
    return found ? [`${path}: ${what}: ${found[0]}`] : [];
  });
}
