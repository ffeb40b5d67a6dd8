import { EarmarkError, type Json } from '@earmark/core';

export interface Id3Options {
  /**
   * What becomes of an ID3v2.2 or 2.3 tag that must hold what only 2.4 can: several values in a field, or a
   * month without a day. `upgrade` turns the whole tag into 2.4; `keep` joins the values with `separator`, and
   * refuses the date. Default `upgrade`.
   */
  readonly version23?: 'upgrade' | 'keep';
  /** Between values in a tag that stays 2.2 or 2.3. Default `; `. Other readers see one value. */
  readonly separator?: string;
  /** Bytes left free behind the frames when a tag has to grow, 2,048 to 8,192. Default 4,096. */
  readonly padding?: number;
}

const defaults: Required<Id3Options> = { version23: 'upgrade', separator: '; ', padding: 4096 };

/** Options as they came, from code or as JSON through a worker, complete. Throws `config`. */
export function parseOptions(given: Json | Id3Options | undefined): Required<Id3Options> {
  if (given === undefined || given === null) return defaults;
  if (typeof given !== 'object' || Array.isArray(given)) return refuse('they must be an object');
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(defaults, key));
  if (unknown !== undefined) return refuse(`there is no option "${unknown}"`);
  const options: Record<keyof Id3Options, unknown> = { ...defaults, ...given };
  const { version23, separator, padding } = options;
  if (version23 !== 'upgrade' && version23 !== 'keep')
    return refuse('version23 must be "upgrade" or "keep"');
  if (typeof separator !== 'string' || separator === '' || separator.includes('\0'))
    return refuse('separator must be a text without NUL');
  if (typeof padding !== 'number' || !(padding >= 2048 && padding <= 8192))
    return refuse('padding must be 2048 to 8192');
  return { version23, separator, padding: Math.floor(padding) };
}

function refuse(why: string): never {
  throw new EarmarkError('config', `options of the id3 format refused: ${why}`, { plugin: 'id3' });
}
