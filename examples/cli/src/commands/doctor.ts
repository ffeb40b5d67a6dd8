import { access, constants, statfs } from 'node:fs/promises';
import { type Finding, makeFolder } from '@earmark/core';
import { ended } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/output.ts';
import { bold, dim, green, red, yellow } from '../output/style.ts';
import type { AddCommand } from './index.ts';

const marks = { ok: green('✓'), warning: yellow('!'), failure: red('✗') } as const;

export const addDoctor: AddCommand = (program, outcome) => {
  program
    .command('doctor')
    .description(
      'looks at credentials, tools, permissions and roots, and says how to mend what is wrong; changes nothing',
    )
    .action(async (_options, command) => {
      outcome.code = await withHost(globalsOf(command), doctor);
    });
};

async function doctor(host: Host): Promise<number> {
  const { earmark, out } = host;
  const sections = [
    { kind: 'machine', name: 'this machine', findings: await machine(host) },
    ...(await earmark.check()),
  ];
  let failures = 0;
  for (const { kind, name, findings } of sections) {
    out.say(bold(`${kind} ${name}`));
    if (findings.length === 0) out.say(dim('  nothing to check'));
    for (const finding of findings) {
      if (finding.level === 'failure') failures += 1;
      out.data({ event: 'finding', kind, name, ...finding });
      out.say(
        `  ${marks[finding.level]} ${printable(finding.text)}${finding.fix ? dim(`\n    → ${printable(finding.fix)}`) : ''}`,
      );
    }
  }
  return failures > 0 ? ended.failed : ended.done;
}

async function machine({ settings, roots }: Host): Promise<readonly Finding[]> {
  const findings: Finding[] = [
    { level: 'ok', text: `Node ${process.versions.node} on ${process.platform} ${process.arch}` },
    settings.file
      ? { level: 'ok', text: `configuration ${settings.file}` }
      : {
          level: 'warning',
          text: 'no configuration: built-in defaults are used',
          fix: 'earmark init',
        },
    await folderFinding('state', settings.context.state, true),
  ];
  for (const [id, path] of Object.entries(roots))
    findings.push(await folderFinding(`root ${id}`, path, false));
  return findings;
}

const gigabyte = 1024 ** 3;

async function folderFinding(what: string, path: string, create: boolean): Promise<Finding> {
  try {
    if (create) await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(path);
    const free = (bavail * bsize) / gigabyte;
    return free < 1
      ? {
          level: 'warning',
          text: `${what} ${path}: only ${free.toFixed(2)} GB free`,
          fix: 'make room: a safe write needs a copy of the file',
        }
      : { level: 'ok', text: `${what} ${path}: readable, writable, ${free.toFixed(0)} GB free` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix =
      code === 'ENOENT'
        ? 'mount it, or correct the path in the configuration'
        : 'give this user read and write access';
    return { level: 'failure', text: `${what} ${path}: ${message}`, fix };
  }
}
