/**
 * The first scan of a library into an empty catalogue, beside three programs that only read the same files:
 * TagLib in C++ on one thread, mutagen, music-metadata's parseFile (on a share of the files).
 *
 *   node bench/scan/cold.ts <folder> [--rounds 3]
 *
 * The files are in the page cache. Ratios above 1: the scan was faster, for one file. Walk, stat and the
 * catalogue's rows are in the scan's time, not in the peers'; starting a process is in nobody's, except where
 * the name says so. Every file's tags in the catalogue are compared with mutagen's. One JSON line.
 */
import { readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CatalogueFile } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import {
  type Answer,
  createMutagenPeer,
  createParseFilePeer,
  createTaglibPeer,
  mutagenAnswers,
} from './peers.ts';
import { best, ratio, type Scan, scan, withScratch } from './scan.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('cold.ts <folder> [--rounds N]');
const kinds = new Set(['.mp3', '.flac', '.m4a', '.m4b', '.ogg', '.opus']);
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => kinds.has(extname(name)))
  .map((name) => join(resolve(folder), name));
const parseFileShare = paths.filter((_, at) => at % 20 === 0);

await withScratch(async (scratch) => {
  const taglib = createTaglibPeer(scratch);
  const mutagen = createMutagenPeer();
  const parseFile = createParseFilePeer();
  taglib?.perFile(paths);
  const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => ({
    taglib: taglib?.perFile(paths) ?? Number.NaN,
    one: scan(folder, join(scratch, `one-${round}`), 1),
    two: scan(folder, join(scratch, `default-${round}`)),
    mutagen: mutagen.perFile(paths),
    parseFile: parseFile.perFile(parseFileShare),
  }));
  const differing = await differences(join(scratch, 'one-0'));
  const one = perFile(rounds.map((round) => round.one));
  const two = perFile(rounds.map((round) => round.two));
  const taglibBest = best(rounds.map((round) => round.taglib));
  const mutagenBest = best(rounds.map((round) => round.mutagen));
  const parseFileBest = best(rounds.map((round) => round.parseFile));
  const scans = rounds.flatMap((round) => [round.one, round.two]);
  const right = differing.length === 0 && scans.every(({ counts }) => counts.new === paths.length);
  console.log(
    JSON.stringify({
      bench: 'scan-cold',
      files: paths.length,
      right,
      differing: differing.length,
      examples: differing.slice(0, 3),
      oneWorker: {
        toTaglib: ratio(taglibBest / one.ms),
        toTaglibWithStart: ratio(taglibBest / one.wallMs),
        toMutagen: ratio(mutagenBest / one.ms),
        toParseFile: ratio(parseFileBest / one.ms),
      },
      defaultWorkers: {
        toTaglib: ratio(taglibBest / two.ms),
        toTaglibWithStart: ratio(taglibBest / two.wallMs),
        toMutagen: ratio(mutagenBest / two.ms),
        toParseFile: ratio(parseFileBest / two.ms),
      },
      filesPerSecond: Math.round(1000 / best([one.ms, two.ms])),
      taglibFilesPerSecond: Math.round(1000 / taglibBest),
      maxRssMb: Math.max(...scans.map(({ maxRssMb }) => maxRssMb)),
    }),
  );
  process.exitCode = right ? 0 : 1;
});

function perFile(scans: readonly Scan[]) {
  return {
    ms: best(scans.map(({ ms }) => ms)) / paths.length,
    wallMs: best(scans.map(({ wallMs }) => wallMs)) / paths.length,
  };
}

/** Files whose rows in the catalogue say something else than mutagen. Durations may differ by 0.05 s. */
async function differences(state: string): Promise<readonly object[]> {
  const store = createSqliteStore({ folder: state });
  const { catalogue } = await store.account('default');
  const found: object[] = [];
  for (const answer of mutagenAnswers(paths)) {
    const path = answer.path.slice(resolve(folder ?? '').length + 1);
    const row = await catalogue.byPath('bench', path);
    const what = row === undefined ? ['row'] : fieldsThatDiffer(row, answer);
    if (what.length > 0) found.push({ path, what, ours: row?.fields, theirs: answer });
  }
  await store.close();
  return found;
}

function fieldsThatDiffer({ fields, durationSeconds }: CatalogueFile, answer: Answer): string[] {
  const names = ['title', 'artist', 'album', 'genre', 'track'] as const;
  const what: string[] = names.filter(
    (name) => (fields[name] ?? []).join('\0') !== (answer[name] ?? []).join('\0'),
  );
  if (!(Math.abs((durationSeconds ?? Number.NaN) - answer.seconds) <= 0.05)) what.push('duration');
  return what;
}
