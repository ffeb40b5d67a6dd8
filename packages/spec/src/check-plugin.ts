import { EarmarkError } from './errors.ts';
import type { Plugin } from './spec.ts';

const spec = 1;

export type KindOfPlugin = Plugin & { readonly kind: string };

/** What a plugin of each kind cannot do without. */
const methods: Readonly<Record<string, readonly string[]>> = {
  origin: ['subjects', 'get'],
  source: ['find'],
  hints: ['hints'],
  policy: ['propose'],
  sink: ['plan', 'apply', 'inspect', 'revert'],
  lock: ['acquire', 'inspect', 'list'],
  notifier: ['notify'],
  finder: ['search', 'get', 'fetch'],
  downloader: ['add', 'find', 'filesOf', 'completion', 'start', 'stop', 'remove'],
};
const lists: Readonly<Record<string, string>> = {
  source: 'answers',
  policy: 'fields',
  'tag-format': 'extensions',
};

/** Refuses what a host of this contract cannot work with, before anything starts. */
export function checkPlugin(plugin: KindOfPlugin): void {
  const { kind, name, spec: its } = plugin;
  if ((its as number) !== spec) {
    throw new EarmarkError(
      'unsupported',
      `the ${kind} ${name} is made for version ${its} of the plugin contract, this host speaks version ${spec}: install versions that go together`,
      { plugin: name },
    );
  }
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new EarmarkError(
      'config',
      `Invalid name ${JSON.stringify(name)} of a ${kind}: use lower-case letters, digits and hyphens`,
    );
  }
  const has = Object(plugin) as Readonly<Record<string, unknown>>;
  const missing = methods[kind]?.find((method) => typeof has[method] !== 'function');
  if (missing !== undefined) throw incomplete(plugin, `the method ${missing}`);
  const list = lists[kind];
  if (list !== undefined && !Array.isArray(has[list])) throw incomplete(plugin, `a list ${list}`);
}

function incomplete({ kind, name }: KindOfPlugin, what: string): EarmarkError {
  return new EarmarkError(
    'config',
    `The ${kind} ${name} lacks ${what}, which every ${kind} has: see its contract in @earmark/spec`,
    { plugin: name },
  );
}
