import { EarmarkError } from '@earmark/core';

/** How files are written. */
export interface XiphOptions {
  /**
   * Bytes left free behind the comments when a file has to be written anew, so that the next change fits in
   * place: 0 to 65,536. Default 4,096.
   */
  readonly padding?: number;
}
export type Settings = Required<XiphOptions>;

const mostPadding = 65_536;

export function settingsOf(options: XiphOptions): Settings {
  const { padding = 4096, ...unknown } = options;
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    throw new EarmarkError('config', `tags-xiph has no option ${name}: it knows padding`);
  if (!Number.isInteger(padding) || padding < 0 || padding > mostPadding)
    throw new EarmarkError(
      'config',
      `tags-xiph: padding must be a whole number from 0 to ${mostPadding}, and it is ${padding}`,
    );
  return { padding };
}
