import { isAbsolute } from 'node:path';
import { readOptions } from '@earmark/core';
import { z } from 'zod';

export interface CoversOptions {
  /** Where chosen pictures lie until they are written: an absolute path of its own, kept with the account's state. */
  readonly folder: string;
  /** `embedded`: in the tags of each file. `file`: as `cover.jpg` beside them. Default `embedded`. */
  readonly where?: 'embedded' | 'file' | 'both';
  /** Also replace a cover by a better one: at least a fifth larger, and no less square. Default false: only what is missing is filled in. */
  readonly replace?: boolean;
  /** The shorter edge in pixels below which a picture is not taken. Default 300. */
  readonly atLeast?: number;
  /** The longer edge in pixels above which a picture is made smaller. Default 1200. */
  readonly atMost?: number;
  /** What every picture becomes. Default: JPEG and PNG stay as they are, the rest becomes JPEG. */
  readonly format?: 'jpeg' | 'png';
  /** The program that resizes, converts and compares pictures. Default: `ffmpeg` on the PATH. */
  readonly ffmpeg?: string;
  /** Another address of the Cover Art Archive. Default `https://coverartarchive.org`. */
  readonly coverArtArchive?: string;
  /** More hosts that sources' pictures may be fetched from. */
  readonly hosts?: readonly string[];
  /** How many albums are looked at once. Default 4. */
  readonly concurrency?: number;
}
export type CoversSettings = Required<Omit<CoversOptions, 'format'>> &
  Pick<CoversOptions, 'format'>;

const edge = z.int().min(1).max(10_000);
const schema = z.strictObject({
  folder: z.string().refine(isAbsolute, 'must be an absolute path'),
  where: z.enum(['embedded', 'file', 'both']).default('embedded'),
  replace: z.boolean().default(false),
  atLeast: edge.default(300),
  atMost: edge.default(1200),
  format: z.enum(['jpeg', 'png']).exactOptional(),
  ffmpeg: z.string().min(1).default('ffmpeg'),
  coverArtArchive: z.url({ protocol: /^https?$/ }).default('https://coverartarchive.org'),
  hosts: z.array(z.string().min(1)).default([]),
  concurrency: z.int().min(1).default(4),
});

export const settingsOf = (options: CoversOptions): CoversSettings =>
  readOptions(schema, options, 'covers');
