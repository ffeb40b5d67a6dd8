import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exchangesOf, type RecordedExchange } from './cassette.ts';

/** A recorded answer, or why there is none: recordings of services are not part of the repository. */
export type RecordedAnswer =
  | {
      readonly found: true;
      readonly file: string;
      /** Parsed where it is JSON, else text. */
      readonly body: unknown;
      readonly status: number;
      /** All exchanges, where the file has several. */
      readonly exchanges: readonly RecordedExchange[];
    }
  | { readonly found: false; readonly reason: string };

/**
 * Reads `recorded/<name>` of the folder that `EARMARK_SHARED` names, or of a `shared` folder beside this checkout:
 * `musicbrainz/release-group-search.json`, `deezer/album.yaml`. A test without it skips, with the reason.
 */
export async function recordedAnswer(name: string): Promise<RecordedAnswer> {
  const shared = process.env.EARMARK_SHARED ?? sharedFolder(process.cwd());
  if (shared === undefined)
    return { found: false, reason: 'no folder with recorded answers: set EARMARK_SHARED' };
  const file = join(shared, 'recorded', name);
  if (!existsSync(file)) return { found: false, reason: `${file} is not there` };
  const exchanges = exchangesOf(await readFile(file, 'utf8'), name);
  const [first] = exchanges;
  if (first === undefined) return { found: false, reason: `${file} holds no exchange` };
  return { found: true, file, body: first.body, status: first.status, exchanges };
}

function sharedFolder(from: string): string | undefined {
  const candidate = resolve(from, '..', 'shared');
  if (existsSync(join(candidate, 'recorded'))) return candidate;
  return dirname(from) === from ? undefined : sharedFolder(dirname(from));
}
