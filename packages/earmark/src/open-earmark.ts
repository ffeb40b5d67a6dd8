import { createEarmark, type Earmark, type EarmarkOptions, loadConfig } from '@earmark/core';
import { standardOptions } from '@earmark/standard';

/** What is said here goes before the configuration file, which goes before what is usual. */
export interface OpenOptions extends EarmarkOptions {
  /** Where the journal, the catalogue and answers are kept. Default: EARMARK_STATE, else `state` in the folder. */
  readonly state?: string;
  /** Keys and contacts of the sources, by variable. Default: the process's own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where `earmark.config.ts` and `.env` are looked for. Default: the current folder. */
  readonly folder?: string;
  /** Asks no service on the network: offline indexes and what files say still count. */
  readonly offline?: boolean;
}

/**
 * The installation that the command `earmark` uses in the same folder: its configuration, its state, every tag format,
 * the sources that there are keys for. Plugins are loaded when they are used first. Close it at the end.
 */
export async function openEarmark(options: OpenOptions = {}): Promise<Earmark> {
  const {
    state,
    env = process.env,
    folder = process.cwd(),
    offline = false,
    account,
    ...own
  } = options;
  const { config, context } = await loadConfig({
    folder,
    env,
    offline,
    ...(state === undefined ? {} : { state }),
    ...(account === undefined ? {} : { account }),
  });
  return createEarmark(await standardOptions(context, { ...config, ...own }));
}
