import { basename } from 'node:path';
import { type Clock, EarmarkError } from '@earmark/core';
import {
  type BuildProgress,
  type BuildResult,
  buildIndex,
  type Dump,
  openDump,
} from '@earmark/source-index';
import { elementsOf } from './elements.ts';
import { masterOf, releaseOf } from './records.ts';

export interface BuildDiscogsIndexOptions {
  /**
   * Discogs' monthly dumps, packed or not: `discogs_20260101_masters.xml.gz` alone makes a small index; with
   * `…_releases.xml.gz` after it, albums also have tracks, labels and countries. The name says which it is.
   */
  readonly dumps: readonly string[];
  /** Where the index goes; while it is built, `<file>.part` lies beside it. */
  readonly file: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly clock?: Clock;
}

/** Builds the index from the dumps. Stopped or killed, the same call goes on with the same dumps. */
export async function buildDiscogsIndex({
  dumps,
  ...options
}: BuildDiscogsIndexOptions): Promise<BuildResult> {
  return buildIndex({ ...options, source: 'discogs', dumps: dumps.map(dumpOf) });
}

function dumpOf(path: string): Dump {
  const kind = /(master|release)s/.exec(basename(path))?.[1];
  if (kind === undefined)
    throw new EarmarkError(
      'config',
      `${path}: its name says neither "masters" nor "releases". Keep the name that Discogs gave it.`,
    );
  return {
    path,
    texts: (onRead, signal) =>
      elementsOf(openDump(path, { onRead, ...(signal ? { signal } : {}) }), kind, path),
    parse: kind === 'master' ? masterOf : releaseOf,
  };
}
