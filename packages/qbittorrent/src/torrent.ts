import { createHash } from 'node:crypto';
import { EarmarkError } from '@earmark/spec';
import { dictionaryAt, integerAt, textAt } from './bencode.ts';

export interface Torrent {
  readonly name: string;
  /** Its info-hashes, lower-case: v1 as 40 digits, v2 as 64. A hybrid has both. */
  readonly hashes: readonly string[];
}

/** What identifies a torrent file. Throws `malformed` where it is none: a page that says no, for one. */
export function readTorrent(bytes: Uint8Array): Torrent {
  const torrent = dictionaryAt(bytes);
  const span = torrent.get('info');
  if (span === undefined) throw new EarmarkError('malformed', 'No torrent file: it has no info.');
  const info = dictionaryAt(bytes, span.from);
  const raw = bytes.subarray(span.from, span.to);
  const version = info.get('meta version');
  const isSecond = version !== undefined && integerAt(bytes, version.from) === 2;
  const hashes = [
    ...(info.has('pieces') ? [digest('sha1', raw)] : []),
    ...(isSecond ? [digest('sha256', raw)] : []),
  ];
  if (hashes.length === 0)
    throw new EarmarkError('malformed', 'No torrent file: it has no pieces.');
  const name = info.get('name');
  return { name: name ? textAt(bytes, name.from).text : '', hashes };
}

const digest = (algorithm: string, bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex');

/** What the client may know these hashes by: of a v2 hash the first 40 digits. */
export const idsOf = (hashes: readonly string[]): readonly string[] => [
  ...new Set(hashes.map((hash) => hash.toLowerCase().slice(0, 40))),
];
