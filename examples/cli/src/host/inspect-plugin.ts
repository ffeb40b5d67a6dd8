import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EarmarkError } from '@earmark/core';

export interface Inspected {
  readonly what: string;
  readonly fault?: string;
}

/** What each kind must be able to do. */
const duties: Readonly<Record<string, readonly string[]>> = {
  origin: ['subjects', 'get'],
  source: ['find'],
  hints: ['hints'],
  policy: ['propose'],
  sink: ['plan', 'apply', 'inspect', 'revert'],
  'tag-format': [],
  lock: ['acquire', 'inspect', 'list'],
  notifier: ['notify'],
};

export async function inspectPlugin(
  module: string,
  folder: string,
  wanted?: string,
): Promise<readonly Inspected[]> {
  const exported = await load(module, folder);
  const names =
    wanted === undefined
      ? Object.keys(exported).filter((name) => isMaker(name, exported[name]))
      : [wanted];
  if (names.length === 0)
    throw new EarmarkError('config', `${module} exports no create… function and no plugin`);
  return names.map((name) => ({ what: `${name} of ${module}`, ...faultOf(exported[name]) }));
}

async function load(module: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
  const url = pathToFileURL(locate(module, folder)).href;
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    const isMissing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw new EarmarkError(
      'config',
      `${module} cannot be loaded: ${why}${isMissing ? '. Install what it imports (npm install) in the folder that it lies in' : ''}`,
      { cause: error },
    );
  }
}

/** A file, or a package that is installed here. */
function locate(module: string, folder: string): string {
  const file = resolve(folder, module);
  if (existsSync(file)) return file;
  try {
    return createRequire(join(folder, 'package.json')).resolve(module);
  } catch (error) {
    throw new EarmarkError(
      'config',
      `There is no file ${file}, and no package ${JSON.stringify(module)} is installed in ${folder}`,
      { cause: error },
    );
  }
}

const isMaker = (name: string, value: unknown) =>
  (typeof value === 'function' && /^create[A-Z]/.test(name)) ||
  (typeof value === 'object' && value !== null && 'spec' in value);

function faultOf(value: unknown): { readonly fault?: string } {
  if (value === undefined) return { fault: 'no such export' };
  let plugin: unknown;
  try {
    plugin = typeof value === 'function' ? value({}) : value;
  } catch (error) {
    // Options that it needs were not given: refusing them by name is what a plugin should do.
    return EarmarkError.is(error, 'config')
      ? {}
      : {
          fault: `it throws ${String(error)} without options; it should throw EarmarkError 'config'`,
        };
  }
  if (typeof plugin !== 'object' || plugin === null) return { fault: 'it makes no object' };
  const { spec, kind, name } = plugin as {
    readonly spec?: unknown;
    readonly kind?: unknown;
    readonly name?: unknown;
  };
  if (spec !== 1)
    return { fault: `it is for version ${String(spec)} of the contract; this is version 1` };
  if (typeof kind !== 'string' || !duties[kind])
    return {
      fault: `${String(kind)} is not a kind of plugin. Valid kinds: ${Object.keys(duties).join(', ')}`,
    };
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name))
    return {
      fault: `${String(name)} is not a valid name: use lower-case letters, digits and hyphens`,
    };
  const missing = duties[kind].filter(
    (duty) => typeof (plugin as Readonly<Record<string, unknown>>)[duty] !== 'function',
  );
  return missing.length > 0 ? { fault: `a ${kind} needs ${missing.join(', ')}` } : {};
}
