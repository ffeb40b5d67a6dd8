import { execFile } from 'node:child_process';

/** What stands before a tool so that it ends with this process, also when this process is killed. Nothing where the system cannot do so. */
export type Leash = () => Promise<readonly string[]>;

/** Linux has `setpriv` (util-linux), which asks the kernel for it. It is tried once. */
export function createLeash(platform: NodeJS.Platform = process.platform): Leash {
  let found: Promise<readonly string[]> | undefined;
  return () => {
    found ??= find(platform);
    return found;
  };
}

async function find(platform: NodeJS.Platform): Promise<readonly string[]> {
  const leash = ['setpriv', '--pdeathsig', 'KILL', '--'];
  return platform === 'linux' && (await succeeds([...leash, 'true'])) ? leash : [];
}

function succeeds([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, (error) => resolve(error === null));
  });
}
