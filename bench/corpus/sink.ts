/**
 * All audio files below a folder through the real sink, as a host composes it: read, genres written into a
 * copy, compared with the original, undone.
 *
 *   node bench/corpus/sink.ts <folder>
 *
 * Compared: the decoded sound (ffmpeg), chapters, pictures and all other tags (mutagen), the list of genres in
 * mutagen, TagLib, music-metadata's native tags and node-taglib-sharp. What is refused must have its bytes;
 * what was written must have them again after the undo. One JSON line for each file that is not simply
 * written, and a last one with the counts; `share` is how much of what mutagen writes well is written here.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Plan } from '@earmark/core';
import { createTagSink } from '@earmark/tags';
import { formats } from '../formats.ts';
import { withScratch } from '../scan/scan.ts';
import { context } from '../tags-write/context.ts';
import { createJudges, type Judges, type Seen } from './judges.ts';

const [corpus] = process.argv.slice(2);
if (corpus === undefined) throw new Error('sink.ts <corpus folder>');
const genres = ['Hip Hop', 'Electronic'];
const audio = new Set(
  'mp3 m4a m4b mp4 flac fla ogg oga opus spx aac wav aif aiff ape mpc wv wma asf dsf dff tta mp1 mp2 mka mkv webm id3'
    .split(' ')
    .map((name) => `.${name}`),
);
const held = new Set(['.mp3', '.flac', '.m4a', '.m4b', '.ogg', '.opus']);
const slowMs = 12_000;
const counts: Record<string, number> = {};
const known = new Set<string>();
const sink = createTagSink({ formats: formats(), workers: 2 });

await withScratch(async (scratch) => {
  const judges = createJudges(scratch);
  const ctx = context({ copy: scratch });
  const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((name) => audio.has(extname(name).toLowerCase()))
    .sort()
    .filter(isFirstOfItsBytes);
  for (const [number, name] of names.entries()) {
    const path = join(corpus, name);
    const folder = join(scratch, String(number));
    mkdirSync(folder);
    const extension = extname(name).toLowerCase();
    const copy = join(folder, `file${extension}`);
    copyFileSync(path, copy);
    const started = performance.now();
    try {
      await judge(path, copy, `copy:${relative(scratch, copy)}`, judges);
    } catch (error) {
      say(path, 'CRASHED', String(error));
    }
    if (performance.now() - started > 5 * slowMs) say(path, 'SLOW');
  }
  judges.close();

  async function judge(path: string, copy: string, target: string, judge: Judges): Promise<void> {
    const extension = extname(copy);
    const isHeld = held.has(extension);
    const original = readFileSync(copy);
    const reading = performance.now();
    for await (const read of sink.reader.read([copy])) count(read.ok ? 'read' : 'not readable');
    if (performance.now() - reading > slowMs) say(path, 'READS SLOWLY');
    count('files');
    const before = await judge.look(path);
    const yardstick = isHeld && (await judge.mutagenWrites(path, before.sound, genres));
    if (yardstick) count('mutagen writes, sound intact');
    let plan: Plan;
    try {
      plan = await sink.plan({ kind: 'fields', target, set: { genre: genres } }, ctx);
      const receipt = await sink.apply(plan, ctx);
      count('written');
      if (isHeld) count('written of the six kinds');
      if (yardstick) count('written of those');
      const after = await judge.look(copy);
      const faults = differences(before, after, plan.diff.length > 0);
      if (before.sound !== after.sound && (await judge.look(path)).sound === before.sound)
        faults.push('decoded sound differs');
      await sink.revert(receipt, ctx);
      if (!readFileSync(copy).equals(original)) faults.push('undo is not byte-identical');
      if (faults.length > 0) say(path, 'WRONG', faults.join('; '), yardstick);
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message: string };
      if (!readFileSync(copy).equals(original)) say(path, 'ALTERED', message, yardstick);
      if (code === undefined) say(path, 'CRASHED', message, yardstick);
      else
        say(path, isHeld ? 'refused' : 'refused (other kinds)', `${code}: ${message}`, yardstick);
    }
  }
});
await sink.close?.();
const share = (counts['written of those'] ?? 0) / (counts['mutagen writes, sound intact'] ?? 1);
console.log(JSON.stringify({ bench: 'corpus', share: Math.round(share * 1000) / 1000, counts }));

function differences(before: Seen, after: Seen, changed: boolean): string[] {
  const faults: string[] = [];
  if (before.mutagen !== undefined) {
    const others = after.mutagen?.others ?? [];
    const lost = before.mutagen.others.filter((each) => !others.includes(each));
    const gained = others.filter((each) => !before.mutagen?.others.includes(each));
    // A file that had no ID3v2 tag gets one with all that was read from its other blocks.
    if (lost.length === 0 && gained.length > 0) count('values copied into a new tag');
    else if (lost.length + gained.length > 0)
      faults.push(`other tags differ in mutagen: ${lost.join()} became ${gained.join()}`);
  }
  if (before.mutagen === undefined && after.mutagen !== undefined)
    count('mutagen reads it only now');
  const wanted = JSON.stringify(genres);
  const lists = {
    mutagen: after.mutagen?.genres,
    taglib: after.taglib,
    'music-metadata': after.musicMetadata,
    'node-taglib-sharp': after.sharp,
  };
  for (const [reader, list] of Object.entries(lists))
    if (list !== undefined && changed && JSON.stringify(list) !== wanted)
      faults.push(`${reader} reads ${JSON.stringify(list)}`);
  const agreeing = Object.values(lists).filter((list) => JSON.stringify(list) === wanted).length;
  count(`${agreeing} of 4 readers read the genres`);
  return faults;
}

/** The suites borrow files from each other. */
function isFirstOfItsBytes(name: string): boolean {
  const bytes = readFileSync(join(corpus ?? '', name));
  const digest = createHash('sha1').update(bytes).digest('hex');
  const isFirst = !known.has(digest);
  known.add(digest);
  return isFirst;
}

function count(what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

function say(path: string, what: string, why?: string, mutagenWrites?: boolean): void {
  count(what);
  if (mutagenWrites) count(`${what}, mutagen writes it`);
  const shown = relative(corpus ?? '', path);
  console.log(JSON.stringify({ path: shown, what, mutagenWrites, why: why?.slice(0, 700) }));
}
