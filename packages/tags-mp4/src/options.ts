import { EarmarkError } from '@earmark/core';

/** How files are written. */
export interface Mp4Options {
  /**
   * Bytes left free behind the tags when they have to grow, so that the next change fits in: 0, or 8 to
   * 65,536. Default 4,096.
   */
  readonly padding?: number;
}
export type Settings = Required<Mp4Options>;

const leastPadding = 8;
const mostPadding = 65_536;

export function settingsOf(options: Mp4Options): Settings {
  const { padding = 4096, ...unknown } = options;
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    throw new EarmarkError('config', `tags-mp4 has no option ${name}: it knows padding`);
  const fits = padding === 0 || (padding >= leastPadding && padding <= mostPadding);
  if (!Number.isInteger(padding) || !fits)
    throw new EarmarkError(
      'config',
      `tags-mp4: padding must be 0 or a whole number from ${leastPadding} to ${mostPadding}, and it is ${padding}`,
    );
  return { padding };
}
