import type { Globals } from '../host/globals.ts';
import { withHost } from '../host/host.ts';
import { readSettings } from '../host/settings.ts';
import { createOutput } from '../output/output.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface Flags {
  readonly port: string;
  readonly host: string;
  readonly users?: string;
  readonly publicUrl?: string;
  readonly maxConcurrent: string;
  readonly turns: boolean;
}

export const defineServe: DefineCommand = (serve, session) => {
  serve
    .option('--port <n>', 'where it listens; 0 takes a free port', '5002')
    .option('--host <address>', 'which address it listens on', '127.0.0.1')
    .option('--users <folder>', 'a folder with one library for each account (EARMARK_USERS)')
    .option('--public-url <url>', 'where people reach it, behind a proxy (EARMARK_PUBLIC_URL)')
    .option('--max-concurrent <n>', 'how many accounts work at once', '3')
    .option('--no-turns', 'only serve: the accounts run in another process')
    .addHelpText(
      'after',
      `
In the environment or .env:
  EARMARK_OWNER_PASSWORD_FILE   makes the first owner (EARMARK_OWNER_NAME; default: owner), for containers
  EARMARK_TRUSTED_PROXIES       addresses or ranges whose X-Forwarded-… headers are believed, such as 10.0.0.0/8
  EARMARK_HOSTS                 other names that people reach it by, such as music.local:5002
  EARMARK_PRIVATE_CALENDARS=1   calendars may be fetched from this network`,
    )
    .action(async ({ port, host, turns, maxConcurrent, ...rest }: Flags, command) => {
      const globals = session.globals(command);
      const { EARMARK_USERS, EARMARK_PUBLIC_URL } = globals.io.env;
      const users = rest.users ?? EARMARK_USERS;
      const publicUrl = rest.publicUrl ?? EARMARK_PUBLIC_URL;
      await restoreStagedState(globals);
      session.code = await withHost(globals, async (own) => {
        const { serve } = await import('../server/serve.ts');
        return serve(own, {
          port: wholeNumber('--port', port, 0),
          host,
          maxConcurrent: wholeNumber('--max-concurrent', maxConcurrent, 1),
          turns,
          ...(users ? { users } : {}),
          ...(publicUrl ? { publicUrl } : {}),
        });
      });
    });
};

/** Before anybody opens the state. */
async function restoreStagedState(globals: Globals): Promise<void> {
  const { context } = await readSettings(globals);
  const { restoreStaged } = await import('@earmark/store');
  const restored = await restoreStaged(context.state);
  if (!restored) return;
  const before = restored.movedAside.join(', ');
  createOutput(globals).note(
    `A backup took the place of the state. What was there is now: ${before}`,
  );
}
