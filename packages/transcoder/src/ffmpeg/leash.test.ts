import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { hasFfmpeg, noFfmpeg } from '../__tests__/bench.ts';
import { createLeash } from './leash.ts';

const isLinux = process.platform === 'linux';
const canTry = isLinux && hasFfmpeg && (await createLeash()()).length > 0;

test('elsewhere than on Linux a tool is started as it is', async () => {
  expect(await createLeash('darwin')()).toEqual([]);
});

test.skipIf(!canTry)(
  canTry
    ? 'ffmpeg ends with the process that started it, also when that is killed'
    : `ffmpeg ends with its process (${hasFfmpeg ? 'setpriv of util-linux is missing' : noFfmpeg})`,
  async () => {
    const program = fileURLToPath(new URL('../__tests__/run-for-ever.ts', import.meta.url));
    const args = ['--conditions=@earmark/source', '--no-warnings', program];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const { pid = 0 } = parent;
    const [tool = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(readFileSync(`/proc/${tool}/comm`, 'utf8')).toBe('ffmpeg\n');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitFor(() => expect(existsSync(`/proc/${tool}/exe`)).toBe(false));
  },
);
