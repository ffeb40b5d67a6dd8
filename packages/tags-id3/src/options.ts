import { EarmarkError, type Json } from '@earmark/core';

export interface Id3Options {
  /**
   * Which version of ID3v2 is written. Default `2.4`.
   * - `2.4`: a new tag is 2.4, and an older one becomes 2.4 when it must hold what only 2.4 can: several values in a
   *   field, or a month without a day
   * - `2.3`: a new tag is 2.3, and no tag is upgraded or downgraded
   * - `keep`: no tag is upgraded; a new tag is 2.4
   *
   * A tag that stays older divides several values by NUL: music-metadata, TagLib, mutagen and beets read all of them,
   * ffprobe and node-taglib-sharp the first. A date that it cannot hold is refused. Whatever is chosen here, a tag of
   * 2.3 stays 2.3 where its chapters hold frames of 128 bytes or more (pictures, long titles): ffmpeg reads their
   * sizes in 2.4 wrongly and then drops the chapters.
   */
  readonly id3?: '2.3' | '2.4' | 'keep';
  /** Bytes left free behind the frames when a tag has to grow, 2,048 to 8,192. Default 4,096. */
  readonly padding?: number;
}

const defaults: Required<Id3Options> = { id3: '2.4', padding: 4096 };

/** Options as they came, from code or as JSON through a worker, complete. Throws `config`. */
export function parseOptions(given: Json | Id3Options | undefined): Required<Id3Options> {
  if (given === undefined || given === null) return defaults;
  if (typeof given !== 'object' || Array.isArray(given)) return refuse('they must be an object');
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(defaults, key));
  if (unknown !== undefined)
    return refuse(
      `unknown option "${unknown}". Valid options: ${Object.keys(defaults).join(', ')}`,
    );
  const options: Record<keyof Id3Options, unknown> = { ...defaults, ...given };
  const { id3, padding } = options;
  if (id3 !== '2.3' && id3 !== '2.4' && id3 !== 'keep')
    return refuse('id3 must be "2.3", "2.4" or "keep"');
  if (typeof padding !== 'number' || !(padding >= 2048 && padding <= 8192))
    return refuse('padding must be 2048 to 8192');
  return { id3, padding: Math.floor(padding) };
}

function refuse(why: string): never {
  throw new EarmarkError('config', `options of the id3 format refused: ${why}`, { plugin: 'id3' });
}
