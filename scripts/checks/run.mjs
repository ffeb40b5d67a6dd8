import { spawnSync } from 'node:child_process';

/** What a program said where it failed, else nothing. */
export function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? '' : `${command} ${args.join(' ')}\n${stdout}${stderr}`;
}
