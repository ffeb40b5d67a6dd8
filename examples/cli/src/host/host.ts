import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import {
  createEarmark,
  type Earmark,
  type EarmarkOptions,
  type Json,
  type LoadedConfig,
  type Pipeline,
  type Run,
  type RunOptions,
  type RunResult,
} from '@earmark/core';
import { placeOf, standardOptions } from '@earmark/standard';
import { ended } from '../exit.ts';
import { type Io, listenFor } from '../io.ts';
import { showEvents } from '../output/events.ts';
import { createOutput, type Output } from '../output/output.ts';
import { createShowPlace, type ShowPlace } from '../output/place.ts';
import { showProgress } from '../output/progress.ts';
import type { Globals } from './globals.ts';
import { readSettings } from './settings.ts';

export interface Host {
  readonly earmark: Earmark;
  readonly settings: LoadedConfig;
  /** Which store is used, for people. */
  readonly store: string;
  readonly out: Output;
  readonly io: Io;
  readonly roots: Readonly<Record<string, string>>;
  /** How people see a target. */
  readonly place: ShowPlace;
  /** Starts a run, shows it, lets Ctrl-C end it cleanly, and gives its result. */
  run<T>(
    pipeline: Pipeline<T>,
    options?: RunOptions,
    watch?: (run: Run) => void,
  ): Promise<RunResult>;
  /** The same for a run of a recipe: it can be stopped and resumed from anywhere. */
  start(recipe: string, request: Json, watch?: (run: Run) => void): Promise<RunResult>;
  /** The account with what its stored settings say of decisions. */
  settled(): Promise<Earmark>;
  follow(run: Run, watch?: (run: Run) => void): Promise<RunResult>;
}

/** Opens what a command needs, and closes it whatever happens. `adjust`: what the command's own flags change of the composition. */
export async function withHost<T>(
  globals: Globals,
  work: (host: Host) => Promise<T>,
  adjust: (
    options: EarmarkOptions,
    settings: LoadedConfig,
    out: Output,
  ) => EarmarkOptions | Promise<EarmarkOptions> = same,
): Promise<T> {
  const { io } = globals;
  const out = createOutput(globals);
  const settings = await readSettings(globals);
  const usual = await standardOptions(settings.context, settings.config);
  const options = await adjust(usual, settings, out);
  const earmark = await createEarmark({
    ...options,
    ...(io.clock ? { clock: io.clock } : {}),
    ...(globals.verbose ? { logLevel: 'debug' as const } : {}),
  });
  try {
    const roots = await rootsHere(earmark, settings);
    const seen = { ...roots };
    const place = createShowPlace(seen, io.cwd);
    async function follow(run: Run, watch?: (run: Run) => void): Promise<RunResult> {
      showProgress(run, out);
      showEvents(run, out, place);
      watch?.(run);
      let asked = 0;
      const stop = () => {
        asked += 1;
        if (asked > 1) io.exit(ended.stopped);
        out.note('stopping: what is in flight is being finished (Ctrl-C again to leave at once)');
        void run.stop();
      };
      using _stop = listenFor(io.signals, ['SIGINT', 'SIGTERM'], stop);
      using _unheard = listenFor(io.signals, ['SIGPIPE'], () => void run.stop());
      const result = await run.done;
      if (result.fault) out.complain(`earmark: ${result.fault.message}`);
      return result;
    }

    let view: Promise<Earmark> | undefined;
    const settled = () => {
      view ??= import('@earmark/accounts').then(({ settledView }) => settledView(earmark));
      return view;
    };

    return await work({
      earmark,
      settled,
      settings,
      store: options.store?.title ?? 'a store of the configuration',
      out,
      io,
      roots,
      place,
      follow,
      async start(recipe, request, watch) {
        Object.assign(seen, rootOf(request, roots));
        return follow(await (await settled()).start(recipe, request), watch);
      },
      run: (pipeline, options, watch) => follow(earmark.run(pipeline, options), watch),
    });
  } finally {
    await earmark.close();
  }
}

/** A folder that nobody named yet becomes a root with this run. */
function rootOf(request: Json, roots: Readonly<Record<string, string>>) {
  const path =
    typeof request === 'object' && request !== null && 'path' in request ? request.path : undefined;
  if (typeof path !== 'string' || !existsSync(path)) return {};
  const { id, root } = placeOf(path, roots);
  return { [id]: root };
}

const same = (options: EarmarkOptions): EarmarkOptions => options;

/** What the configuration calls a folder now counts before what it was called in earlier runs. */
async function rootsHere(
  earmark: Earmark,
  { config }: LoadedConfig,
): Promise<Readonly<Record<string, string>>> {
  const known = await (await earmark.shared()).roots(earmark.account);
  const named = config.roots ?? {};
  const others = known.filter(({ id, host }) => host === hostname() && !Object.hasOwn(named, id));
  return { ...named, ...Object.fromEntries(others.map(({ id, path }) => [id, path])) };
}
