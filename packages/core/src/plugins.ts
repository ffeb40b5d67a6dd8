import { EarmarkError } from './errors.ts';
import type { Plugin, Policy } from './spec.ts';

const spec = 1;

export type KindOfPlugin = Plugin & { readonly kind: string };

/** Refuses what this core cannot work with, before anything starts. */
export function checkPlugin({ kind, name, spec: its }: KindOfPlugin): void {
  if ((its as number) !== spec) {
    throw new EarmarkError(
      'unsupported',
      `the ${kind} ${name} is made for version ${its} of the plugin contract, this @earmark/core speaks version ${spec}: install versions that go together`,
      { plugin: name },
    );
  }
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    throw new EarmarkError(
      'config',
      `Invalid name ${JSON.stringify(name)} of a ${kind}: use lower-case letters, digits and hyphens`,
    );
  }
}

/** Two plugins of one kind never share a name: events, reasons and the journal tell them apart by it. */
export function checkPlugins(plugins: readonly KindOfPlugin[]): void {
  const seen = new Set<string>();
  for (const plugin of plugins) {
    checkPlugin(plugin);
    const { kind, name } = plugin;
    if (seen.has(`${kind} ${name}`)) {
      throw new EarmarkError(
        'config',
        `two plugins of kind ${kind} are called ${name}: give one of them another name, or leave it out`,
      );
    }
    seen.add(`${kind} ${name}`);
  }
}

/** One field of one kind of subject, one policy: two would overwrite each other's decisions. */
export function checkFields(policies: readonly Pick<Policy, 'name' | 'fields' | 'kinds'>[]): void {
  for (const [at, { name, fields, kinds }] of policies.entries()) {
    for (const other of policies.slice(0, at)) {
      const field = fields.find((each) => other.fields.includes(each));
      if (field === undefined || !overlap(kinds, other.kinds)) continue;
      throw new EarmarkError(
        'config',
        `the policies ${other.name} and ${name} both speak for the field ${field}: leave one out`,
      );
    }
  }
}

/** A policy that names no kinds speaks about all of them. */
const overlap = (a: Policy['kinds'], b: Policy['kinds']) =>
  !a || !b || a.some((kind) => b.includes(kind));
