import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import { EarmarkError } from '@earmark/spec';
import { checkOptions } from '../options/check.ts';
import { earmarkChecks } from '../options/earmark-options.ts';
import type { ConfigContext, ConfigInput, EarmarkConfig } from './define.ts';
import { placeOf } from './place.ts';

const names = [
  'earmark.config.ts',
  'earmark.config.mts',
  'earmark.config.js',
  'earmark.config.mjs',
];

export interface LoadConfigOptions {
  /** Where to look, and what a relative `file` is relative to. */
  readonly folder: string;
  /** This file and no other. */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly account?: string;
  readonly state?: string;
  /** Default: no. */
  readonly offline?: boolean;
}

export interface LoadedConfig {
  /** Absent where there is no configuration: then the options are empty. */
  readonly file?: string;
  readonly config: EarmarkConfig;
  readonly context: ConfigContext;
}

/** Flags win over the environment, the environment over `.env`, and all three over the configuration's own account. */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  for (const word of ['file', 'account', 'state'] as const)
    if (options[word] === '')
      throw new EarmarkError('config', `the given ${word} is empty: name one, or leave it out`);
  const file = findConfig(options);
  const folder = file ? dirname(file) : options.folder;
  const env = joined(await readDotEnv(join(folder, '.env')), options.env);
  const state = options.state ?? said(env.EARMARK_STATE) ?? './state';
  // The second name is what launchers of one person's several accounts have always set.
  const named = options.account ?? said(env.EARMARK_ACCOUNT) ?? said(env.SELECTED_ACCOUNT_ID);
  const context: ConfigContext = {
    env,
    account: named ?? 'default',
    state: isAbsolute(state) ? state : resolve(options.state ? options.folder : folder, state),
    offline: options.offline ?? false,
  };
  if (!file) return { config: {}, context };
  const config = await evaluate(file, context);
  // The configuration's own word counts where nobody else said one.
  return { file, config, context: { ...context, account: named ?? config.account ?? 'default' } };
}

/** A variable that is empty was not set: shells and compose files leave such ones behind. */
const said = (value: string | undefined) => (value === '' ? undefined : value);

function joined(dotEnv: LoadConfigOptions['env'], env: LoadConfigOptions['env']) {
  const heard = Object.entries(env).filter(
    ([name, value]) => said(value) !== undefined || dotEnv[name] === undefined,
  );
  return { ...dotEnv, ...Object.fromEntries(heard) };
}

function findConfig({ folder, file, env }: LoadConfigOptions): string | undefined {
  const named = file ?? said(env.EARMARK_CONFIG);
  if (named === undefined)
    return names.map((name) => join(folder, name)).find((path) => existsSync(path));
  const path = resolve(folder, named);
  if (existsSync(path)) return path;
  throw new EarmarkError('config', `No configuration at ${path}. To write one: earmark init`);
}

async function readDotEnv(path: string): Promise<LoadConfigOptions['env']> {
  if (!existsSync(path)) return {};
  try {
    return parseEnv(decoded(await readFile(path)));
  } catch (error) {
    throw new EarmarkError('config', `${path} could not be read: ${text(error)}`, { cause: error });
  }
}

/** As editors on Windows write it, too: with a byte order mark, or in UTF-16. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

async function evaluate(file: string, context: ConfigContext): Promise<EarmarkConfig> {
  let exported: unknown;
  try {
    const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    exported = module.default;
  } catch (error) {
    throw await failing(error, file);
  }
  if (exported === null || (typeof exported !== 'object' && typeof exported !== 'function')) {
    throw new EarmarkError(
      'config',
      `${file} must have a default export: export default defineConfig({ … })`,
    );
  }
  const input = exported as ConfigInput;
  if (typeof input !== 'function') return checked(file, input);
  let made: EarmarkConfig;
  try {
    made = await input(context);
  } catch (error) {
    throw await failing(error, file);
  }
  return checked(file, made);
}

/** Ours say what is wrong with an option, and keep their code; the line is said of all. */
async function failing(error: unknown, file: string): Promise<EarmarkError> {
  const place = await placeOf(error, file);
  const code = EarmarkError.is(error) ? error.code : 'config';
  return new EarmarkError(code, `${place}: ${text(error)}`, { cause: error });
}

function checked(file: string, config: EarmarkConfig): EarmarkConfig {
  if (typeof config !== 'object' || config === null)
    throw new EarmarkError('config', `${file} gave no configuration: return an object of settings`);
  return checkOptions(config, file, earmarkChecks);
}

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));
