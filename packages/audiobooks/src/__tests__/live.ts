import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm test` has built everything, which starts in a fraction of the time. */
const execArgv = process.env.EARMARK_TEST_BUILT === '1' ? [] : ['--conditions=@earmark/source'];

/** Runs a script beside this file in a process of its own: `killed`, or what it said at its end. */
export async function live(
  script: string,
  folder: string,
  args: readonly (string | number)[],
): Promise<string> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const running = spawn(process.execPath, [...execArgv, path, folder, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let said = '';
  for (const stream of [running.stdout, running.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
    });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    running.once('close', (_, by) => resolve(by)),
  );
  return signal === 'SIGKILL' ? 'killed' : said.trim();
}
