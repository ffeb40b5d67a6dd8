import { join } from 'node:path';
import { startServer } from '@earmark/api/node';
import { createEarmark, pipeline, type Recipe, silentLog } from '@earmark/core';
import { createDashboard } from '@earmark/dashboard';
import { createContextHints } from '@earmark/genres';
import { setFields, standardRecipes } from '@earmark/standard';
import { makeLibrary } from '../demo/library.ts';
import { demoOptions } from '../demo/options.ts';

export type DemoServer = Awaited<ReturnType<typeof startDemoServer>>;

/** The demo's library behind a real server with the pages. Everything but the network is the real thing. */
export async function startDemoServer(
  folder: string,
  {
    port = 0,
    gate = 3,
  }: {
    readonly port?: number;
    /** How many of its six steps the recipe `slow` takes before it waits to be stopped. */
    readonly gate?: number;
  } = {},
) {
  const music = join(folder, 'music');
  const earmark = await createEarmark({
    ...(await demoOptions(folder)),
    hints: [createContextHints()],
    recipes: [...standardRecipes(), slowRecipe(gate)],
    roots: { demo: music },
  });
  const server = await startServer({
    earmark,
    log: silentLog,
    port,
    pages: createDashboard(),
    turns: false,
    work: () => ({ recipe: 'scan', request: {} }),
  });
  return {
    earmark,
    url: server.url,
    async makeLibrary() {
      const edits = await makeLibrary(music);
      await setFields(earmark, { name: 'make the library', roots: { demo: music }, edits }).done;
    },
    async close() {
      await server.close();
      await earmark.close();
    },
  };
}

/** A run that is under way for as long as a test needs it to be. */
const slowRecipe = (gate: number): Recipe => ({
  name: 'slow',
  pipeline: () =>
    pipeline({
      name: 'slow',
      async *start(run) {
        run.expect(steps);
        for (let step = 1; step <= steps; step += 1) {
          if (step > gate) await stopped(run.signal);
          if (run.signal.aborted) return;
          run.count('subjects');
          yield step;
        }
      },
    }),
});
const steps = 6;

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
