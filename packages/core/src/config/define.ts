import type { EarmarkOptions } from '../earmark.ts';

/** What `earmark.config.ts` gets to see. It composes plugins as code; nothing is read behind its back. */
export interface ConfigContext {
  /** `.env` beside the configuration, then the environment, which wins. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The account that the command is for. */
  readonly account: string;
  /** The state folder that the command uses. */
  readonly state: string;
  /** Nobody is to be asked over the network: compose indexes alone. Sources with `hosts` are left out in any case. */
  readonly offline: boolean;
}

/** `origins` are for commands that are given no path. */
export type EarmarkConfig = EarmarkOptions;

export type ConfigInput =
  | EarmarkConfig
  | ((context: ConfigContext) => EarmarkConfig | Promise<EarmarkConfig>);

/** Gives `earmark.config.ts` its types; does nothing else. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
