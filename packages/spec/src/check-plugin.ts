import { EarmarkError } from './errors.ts';
import type { Plugin } from './spec.ts';

const spec = 1;

export type KindOfPlugin = Plugin & { readonly kind: string };

/** Refuses what a host of this contract cannot work with, before anything starts. */
export function checkPlugin({ kind, name, spec: its }: KindOfPlugin): void {
  if ((its as number) !== spec) {
    throw new EarmarkError(
      'unsupported',
      `the ${kind} ${name} is made for version ${its} of the plugin contract, this host speaks version ${spec}: install versions that go together`,
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
