import { type LoadedConfig, loadConfig } from '@earmark/core';
import type { Globals } from './globals.ts';
import { lendOwnPackages } from './own-packages.ts';

/** Flags, then the environment, then `.env`, then the configuration's own words. */
export function readSettings({
  io,
  account,
  config,
  state,
  offline,
}: Globals): Promise<LoadedConfig> {
  lendOwnPackages();
  return loadConfig({
    folder: io.cwd,
    env: io.env,
    ...(config === undefined ? {} : { file: config }),
    ...(account === undefined ? {} : { account }),
    ...(state === undefined ? {} : { state }),
    ...(offline === undefined ? {} : { offline }),
  });
}
