import { pipeline, type Recipe } from '@earmark/core';
import { startDemoServer as start } from '../demo/demo-server.ts';

export type { DemoServer } from '../demo/demo-server.ts';

/** The demo's server, with a recipe that goes on for as long as a test needs it. */
export const startDemoServer = (
  folder: string,
  {
    gate = 3,
    ...options
  }: {
    readonly port?: number;
    /** How many of its six steps the recipe `slow` takes before it waits to be stopped. */
    readonly gate?: number;
  } = {},
) => start(folder, { ...options, recipes: [slowRecipe(gate)] });

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
