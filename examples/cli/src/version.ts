import { createRequire } from 'node:module';

/** As the manifest beside `dist` and `src` has it. */
export function ownVersion(): string {
  const manifest = createRequire(import.meta.url)('../package.json') as {
    readonly version: string;
  };
  return manifest.version;
}
