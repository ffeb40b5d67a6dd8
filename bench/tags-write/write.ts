/**
 * Gives every file of a folder another genre: the sink with everything it verifies, beside mutagen doing copy,
 * write, fsync, rename and folder fsync on the same files; and one long file in place beside its copy.
 *
 *   node bench/tags-write/write.ts <folder> [--limit 5000] [--taglib] [--python /usr/bin/python3]
 *
 * Works on copies. Formats: the native ones, or with --taglib that one alone. One JSON line; `ratio` above 1
 * means that the sink was faster. Every written file is read again by the program that did not write it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lease, PluginContext, TagFormat } from '@earmark/core';
import { createTagSink, type TagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createTaglibFormat } from '@earmark/tags-taglib';
import { createXiphFormat } from '@earmark/tags-xiph';
import { context } from './context.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '5000' },
    taglib: { type: 'boolean', default: false },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const [source] = positionals;
if (source === undefined) throw new Error('write.ts <folder> [--limit N] [--taglib]');
const kinds = ['.mp3', '.flac', '.opus', '.ogg', '.m4a'];
const formats: readonly TagFormat[] = values.taglib
  ? [createTaglibFormat()]
  : [createId3Format(), createXiphFormat(), createMp4Format()];
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => kinds.includes(extname(name)))
  .sort()
  .slice(0, Number(values.limit));
const python =
  (...args: readonly string[]) =>
  (paths: readonly string[]) =>
    Number(
      execFileSync(values.python, [join(import.meta.dirname, 'mutagen_write.py'), ...args], {
        input: paths.join('\n'),
      }).toString(),
    );

const scratch = mkdtempSync(join(tmpdir(), 'earmark-bench-'));
try {
  const small = await smallFiles();
  const long = await longFile();
  console.log(
    JSON.stringify({
      bench: 'tags-write',
      formats: formats.map(({ name }) => name),
      files: files.length,
      ...small,
      ...long,
    }),
  );
} finally {
  rmSync(scratch, { recursive: true });
}

async function smallFiles() {
  const ours = copies('ours');
  const theirs = copies('theirs');
  const sink = createTagSink({ formats });
  const ctx = context({ bench: join(scratch, 'ours') });
  await write(sink, ctx, ours.slice(0, 20), 'Warm-up');
  const copySeconds = python('copy', 'Hip Hop')(theirs);
  const seconds = await write(sink, ctx, ours, 'Hip Hop');
  const secondCopySeconds = python('copy', 'Electronic')(theirs);
  const secondSeconds = await write(sink, ctx, ours, 'Electronic');
  await check(sink, ours, 'Electronic');
  await sink.close?.();
  return {
    perSecond: Math.round(files.length / seconds),
    mutagenPerSecond: Math.round(files.length / copySeconds),
    ratio: copySeconds / seconds,
    ratioSecondWrite: secondCopySeconds / secondSeconds,
  };
}

/** A 30 MB file with room for the change, written in place and as a copy, twenty times each. */
async function longFile() {
  const path = join(scratch, 'long.flac');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'anoisesrc=d=230:r=44100',
    '-metadata',
    'genre=Rock',
    path,
  ]);
  const ctx = context({ bench: scratch });
  const times = { inPlace: 0, copy: 0, mutagenInPlace: 0 };
  for (const inPlace of [true, false]) {
    const sink = createTagSink({ formats, inPlace });
    await write(sink, ctx, [path], 'First');
    for (let round = 0; round < 20; round++)
      times[inPlace ? 'inPlace' : 'copy'] += await write(sink, ctx, [path], `Genre ${round}`);
    await sink.close?.();
  }
  for (let round = 0; round < 20; round++)
    times.mutagenInPlace += python('in-place', `Genre ${round}`)([path]);
  return {
    longMegabytes: Math.round(statSync(path).size / 1e6),
    inPlaceMs: times.inPlace * 50,
    inPlaceToCopy: times.copy / times.inPlace,
    inPlaceToMutagenInPlace: times.mutagenInPlace / times.inPlace,
  };
}

function copies(name: string): readonly string[] {
  return files.map((file) => {
    const copy = join(scratch, name, file);
    cpSync(join(source ?? '', file), copy);
    return copy;
  });
}

async function write(
  sink: TagSink,
  ctx: PluginContext & { readonly lease: Lease },
  paths: readonly string[],
  genre: string,
): Promise<number> {
  const root = ctx.roots.bench ?? '';
  const start = performance.now();
  const queue = [...paths];
  const worker = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const target = `bench:${relative(root, path)}`;
      const plan = await sink.plan({ kind: 'fields', target, set: { genre: [genre] } }, ctx);
      await sink.apply(plan, ctx);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return (performance.now() - start) / 1000;
}

/** Our files by mutagen, all of them. */
async function check(sink: TagSink, paths: readonly string[], genre: string): Promise<void> {
  const list = join(scratch, 'paths');
  writeFileSync(list, paths.join('\n'));
  const script = `import mutagen,sys
for p in open(sys.argv[1]).read().split('\\n'):
    a=mutagen.File(p); t=a.tags
    g=t['TCON'].genres if 'MP3' in type(a).__name__ else t['\\xa9gen' if 'MP4' in type(a).__name__ else 'GENRE']
    assert list(g)==[sys.argv[2]], (p, g)`;
  execFileSync(values.python, ['-c', script, list, genre]);
  for await (const result of sink.reader.read(paths))
    if (!result.ok || result.tags.fields.genre?.join() !== genre)
      throw new Error(`${result.path} reads otherwise`);
}
