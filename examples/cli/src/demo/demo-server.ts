import { join } from 'node:path';
import { startServer } from '@earmark/api/node';
import { createEarmark, type Recipe, silentLog } from '@earmark/core';
import { createDashboard } from '@earmark/dashboard';
import { createContextHints } from '@earmark/genres';
import { setFields, standardRecipes } from '@earmark/standard';
import { createBackups } from '@earmark/store';
import { makeLibrary } from './library.ts';
import { demoOptions } from './options.ts';

export interface DemoServerOptions {
  readonly port?: number;
  /** Beside the usual ones. */
  readonly recipes?: readonly Recipe[];
}
export type DemoServer = Awaited<ReturnType<typeof startDemoServer>>;

/** The demo's library behind a real server with the pages. Everything but the network is the real thing. */
export async function startDemoServer(
  folder: string,
  { port = 0, recipes = [] }: DemoServerOptions = {},
) {
  const music = join(folder, 'music');
  const earmark = await createEarmark({
    ...(await demoOptions(folder)),
    hints: [createContextHints()],
    recipes: [...standardRecipes(), ...recipes],
    roots: { demo: music },
  });
  const server = await startServer({
    earmark,
    log: silentLog,
    port,
    pages: createDashboard(),
    turns: false,
    backups: createBackups({ folder: join(folder, 'state') }),
    work: () => ({ recipe: 'scan', request: {} }),
  });
  return {
    earmark,
    url: server.url,
    access: server.access,
    async makeLibrary() {
      const edits = await makeLibrary(music);
      await setFields(earmark, { name: 'Make the library', roots: { demo: music }, edits }).done;
    },
    async close() {
      await server.close();
      await earmark.close();
    },
  };
}
