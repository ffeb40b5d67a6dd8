import { EarmarkError } from '@earmark/core';

/** The native module under SQLite crashes older versions of Node, without a word. */
export function assertNodeVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return;
  throw new EarmarkError(
    'unsupported',
    `@earmark/store needs Node 22.19 or newer, this is ${version}: update Node`,
  );
}
