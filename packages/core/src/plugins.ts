import { checkPlugin, EarmarkError, type KindOfPlugin } from '@earmark/spec';
import type { Policy } from './spec.ts';

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
