import * as nodeModule from 'node:module';

let registered = false;

/**
 * A configuration anywhere on the disk may import `@earmark/…`: what its own folder has goes first, then what this
 * command line was installed with. A command line that is installed globally has no other way to lend them.
 */
export function lendOwnPackages(): void {
  if (registered) return;
  registered = true;
  // Bun and Deno cannot: there the configuration's own folder has to have what it imports.
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      if (!specifier.startsWith('@earmark/')) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return next(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
}
