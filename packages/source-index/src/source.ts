import { isAbsolute } from 'node:path';
import {
  type Candidate,
  EarmarkError,
  type PluginContext,
  type Query,
  type Source,
} from '@earmark/core';
import { createLookup, type Lookup } from './lookup.ts';
import type { AlbumRecord } from './record.ts';
import { openDatabase } from './schema.ts';

export interface IndexSourceOptions {
  /** Names the source in reasons and events: `musicbrainz-index`. */
  readonly name: string;
  /** What `buildIndex` made. An absolute path. */
  readonly file: string;
  /** How much its word counts, 0 to 1. */
  readonly weight: number;
  /** The identifiers of a query, by scheme, that are ids of this index, and how. They spare the search. */
  readonly ids?: Readonly<Record<string, (value: string) => string>>;
}

/** A source that needs no network. */
export interface IndexSource extends Source {
  /** Where its index lies, or will lie once it is built. */
  readonly file: string;
  describe(candidate: Candidate, ctx: PluginContext): Promise<Candidate>;
}

/** Answers from an index on this disk: no network, no limits. The file is opened when it is first asked. */
export function createIndexSource({
  name,
  file,
  weight,
  ids = {},
}: IndexSourceOptions): IndexSource {
  if (!isAbsolute(file))
    throw new EarmarkError('config', `${name}: \`file\` must be an absolute path, not ${file}`);
  let lookup: Lookup | undefined;
  const open = (): Lookup => {
    lookup ??= createLookup(openDatabase(file, name));
    return lookup;
  };

  function known({ ids: given = {} }: Query): AlbumRecord | undefined {
    for (const [scheme, idOf] of Object.entries(ids)) {
      const value = given[scheme];
      const found = value === undefined ? undefined : open().byId(idOf(value));
      if (found) return found;
    }
    return undefined;
  }

  return {
    spec: 1,
    kind: 'source',
    name,
    weight,
    answers: ['album'],
    file,
    files: [file],

    async find(query, { signal }) {
      if (signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
      const album = known(query);
      return (album ? [album] : open().search(query)).map(candidateOf);
    },

    async describe(candidate, { signal }) {
      if (signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
      const album = open().byId(candidate.id);
      if (album === undefined) return candidate;
      const claims =
        album.claims.length > 0 || album.person === undefined
          ? album.claims
          : open().claimsOf(album.person);
      return { ...candidateOf(album), claims };
    },

    async check() {
      const albums = open().count().toLocaleString('en');
      return [{ level: 'ok', text: `${file} holds ${albums} albums` }];
    },

    async close() {
      lookup?.close();
      lookup = undefined;
    },
  };
}

function candidateOf({ kind: _kind, person: _person, ...candidate }: AlbumRecord): Candidate {
  return candidate;
}
