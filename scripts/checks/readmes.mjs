// Docs are executed: every ```ts block of a README compiles, and those marked ```ts run also run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sourceCondition, trackedFiles } from './workspace.mjs';

const home = join('tools', 'docs-check');
const out = join(home, 'out');
const mostLines = 60;

export function checkReadmes() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const faults = [];
  const runs = [];
  for (const path of trackedFiles(
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    '*/README.md',
    'docs/**/*.md',
  )) {
    // What is filled in when it is used is compiled then.
    if (path.includes('/templates/')) continue;
    const text = readFileSync(path, 'utf8');
    if (/^packages\/[^/]+\/README\.md$/.test(path) && text.trimEnd().split('\n').length > mostLines)
      faults.push(`${path}: more than ${mostLines} lines`);
    let number = 0;
    for (const [, info, code] of text.matchAll(/^```(ts[^\n]*)\n([\s\S]*?)^```/gm)) {
      const name =
        `${dirname(path).replaceAll('/', '-')}-${basename(path, '.md')}-${++number}.ts`.replace(
          /^\.-/,
          '',
        );
      writeFileSync(join(out, name), `${code}\nexport {};\n`);
      if (info.trim() === 'ts run') runs.push(name);
    }
  }
  faults.push(tool('tsc', ['-p', home]));
  for (const name of runs)
    faults.push(tool('node', [`--conditions=${sourceCondition}`, join(out, name)]));
  return faults.filter(Boolean).join('\n');
}

function tool(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? '' : `${command} ${args.join(' ')}\n${stdout}${stderr}`;
}
