import path from 'node:path';
import { EarmarkError } from '@earmark/core';

/**
 * Where this machine has the roots, as `--map` says it: `music=/mnt/music`, on Windows `music=M:\Music` or
 * `music=\\nas\media\music`. Jobs name places below a root, so this is all that differs between machines.
 */
export function pathMap(
  pairs: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Readonly<Record<string, string>> {
  const windows = platform === 'win32';
  const { isAbsolute, normalize } = windows ? path.win32 : path.posix;
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, root, place] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
      if (root === undefined || place === undefined)
        throw new EarmarkError('config', `--map is root=/absolute/path, not ${pair}`);
      if (!windows && isOfWindows(place))
        throw new EarmarkError(
          'config',
          `--map ${pair}: ${place} is a path of Windows; say where this machine has it, such as ${root}=/mnt/${root}`,
        );
      if (!isAbsolute(place) || (windows && !isWhole(place)))
        throw new EarmarkError('config', `--map ${pair}: ${place} is not an absolute path here`);
      return [root, withoutEnd(normalize(place))];
    }),
  );
}

const isOfWindows = (place: string) => /^[a-z]:[\\/]/i.test(place) || place.startsWith('\\\\');

/** `\music` is absolute on Windows and still depends on the drive that the process stands on. */
const isWhole = (place: string) => /^[a-z]:[\\/]/i.test(place) || /^[\\/]{2}[^\\/]/.test(place);

/** `M:\` and `/` keep theirs. */
const withoutEnd = (place: string) =>
  place.length > 3 && /[\\/]$/.test(place) ? place.slice(0, -1) : place;
