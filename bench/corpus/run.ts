/**
 * A folder of foreign audio files through one tag format: reads each, writes genres into a copy, and compares
 * the copy with the original: essence, inventory, decoded sound (ffmpeg), all other tags (mutagen).
 *
 *   node bench/corpus/run.ts packages/tags-xiph <folder>
 *
 * One JSON line for each file that is not simply written, and a last line with the counts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Edit, RandomAccess, TagCodec } from '@earmark/core';

const genres = ['Hip Hop', 'Electronic'];
const [packageFolder, corpus] = process.argv.slice(2);
if (!packageFolder || !corpus) throw new Error('run.ts <package folder> <corpus folder>');

const codec = await loadCodec(packageFolder);
const scratch = mkdtempSync(join(tmpdir(), 'earmark-corpus-'));
const counts: Record<string, number> = {};
try {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .map((name) => join(corpus, name))
    .filter((path) => statSync(path).isFile());
  for (const path of files) judge(path);
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(JSON.stringify({ counts }));

function judge(path: string): undefined {
  const extension = extname(path).toLowerCase();
  const original = readFileSync(path);
  const yardstick = mutagenWrite(path, extension);
  count('files');
  if (yardstick) count('mutagen writes, sound intact');
  const started = performance.now();
  let stage = 'read';
  try {
    const file = memory(original, extension);
    if (!codec.recognises(original.subarray(0, 8192)))
      return say(path, 'not recognised', yardstick);
    const tags = codec.read(file);
    if (tags instanceof Promise) throw new Error('a native codec reads synchronously');
    count('read');
    if (!tags.complete) return say(path, 'refused', yardstick, tags.reason);
    stage = 'write';
    const set = { genre: genres };
    const edits = [...(codec.edits?.(file, set) ?? [])];
    const written = memory(applied(original, edits), extension);
    const again = [...(codec.edits?.(written, set) ?? [])];
    const faults = [
      again.length > 0 && 'a second write changes it again',
      JSON.stringify(read(written).fields.genre) !== JSON.stringify(genres) &&
        'genres read otherwise',
      essence(file) !== essence(written) && 'essence differs',
      inventory(file, set) !== inventory(written, set, file) && 'inventory differs',
    ].filter((fault) => fault !== false);
    count('written');
    if (yardstick) count('written of those');
    if (original.length === written.size) count('written without a change of length');
    const copy = join(scratch, `copy${extension}`);
    writeFileSync(copy, written.bytes(0, written.size));
    if (decoded(path) !== decoded(copy)) faults.push('decoded sound differs');
    const [before, after] = [dump(path), dump(copy)];
    const comparable = before && before.genre === JSON.stringify(tags.fields.genre ?? []);
    if (before && !comparable) count('mutagen reads other tags, not compared');
    if (comparable && before.others !== after?.others) faults.push('other tags differ in mutagen');
    if (comparable && after?.genre !== JSON.stringify(genres))
      faults.push(`mutagen reads ${after?.genre}`);
    if (faults.length > 0) say(path, 'WRONG', yardstick, faults.join('; '));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    say(path, code ? `${stage} refused` : `${stage} CRASHED`, yardstick, `${code}: ${message}`);
  }
  if (performance.now() - started > 10_000) say(path, 'SLOW', yardstick);
}

function say(path: string, what: string, yardstick: boolean, why?: string): undefined {
  count(what);
  console.log(JSON.stringify({ path, what, mutagenWrites: yardstick, why }));
}

function count(what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

async function loadCodec(folder: string): Promise<TagCodec> {
  const index = await import(pathToFileURL(resolve(folder, 'src/index.ts')).href);
  const create = Object.values(index).find((value) => typeof value === 'function');
  if (typeof create !== 'function') throw new Error(`${folder} exports no factory`);
  const { codec: named } = create();
  const module = await import(pathToFileURL(resolve(folder, 'src/codec.ts')).href);
  return module[named.name](named.options);
}

function memory(bytes: Uint8Array, extension: string): RandomAccess {
  return {
    size: bytes.length,
    extension,
    bytes: (offset, length) => bytes.subarray(offset, offset + Math.max(0, length)),
  };
}

function read(file: RandomAccess) {
  const tags = codec.read(file);
  if (tags instanceof Promise) throw new Error('a native codec reads synchronously');
  return tags;
}

function applied(original: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { range, bytes } of edits.toSorted((a, b) => a.range.offset - b.range.offset)) {
    if (range.offset < at) throw new Error('edits overlap');
    parts.push(original.subarray(at, range.offset), bytes);
    at = range.offset + range.length;
  }
  return Buffer.concat([...parts, original.subarray(at)]);
}

function essence(file: RandomAccess): string {
  const hash = createHash('sha256');
  for (const { offset, length } of codec.essence?.(file) ?? [])
    hash.update(file.bytes(offset, length));
  return hash.digest('hex');
}

/** All keys that the change may not touch. */
function inventory(file: RandomAccess, set: Record<string, string[]>, original = file): string {
  const free = [...(codec.changes?.(original, set) ?? [])];
  return [...codec.inventory(file)]
    .filter(({ key }) => !free.some((name) => matches(name, key)))
    .map(({ key, digest }) => `${key} ${digest}`)
    .sort()
    .join('\n');
}

function matches(name: string, key: string): boolean {
  return name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name;
}

/** The checksum of the decoded sound, or why there is none. */
function decoded(path: string): string {
  const args = ['-v', 'error', '-i', `file:${path}`, '-map', '0:a:0', '-f', 'md5', '-'];
  const { stdout } = spawnSync('ffmpeg', args, { encoding: 'utf8', timeout: 60_000 });
  return stdout.trim();
}

/** Whether mutagen writes the genres into a copy and leaves the sound as it is. */
function mutagenWrite(path: string, extension: string): boolean {
  const copy = join(scratch, `mutagen${extension}`);
  copyFileSync(path, copy);
  const code = `
import sys, mutagen
from mutagen.id3 import ID3, TCON
from mutagen.mp4 import MP4
f = mutagen.File(sys.argv[1])
if f is None: sys.exit(1)
if f.tags is None: f.add_tags()
if isinstance(f.tags, ID3): f.tags.add(TCON(encoding=3, text=sys.argv[2:]))
elif isinstance(f, MP4): f.tags['\\xa9gen'] = sys.argv[2:]
else: f.tags['genre'] = sys.argv[2:]
f.save()`;
  const args = ['-c', code, copy, ...genres];
  if (spawnSync('/usr/bin/python3', args, { timeout: 60_000 }).status !== 0) return false;
  const sound = decoded(path);
  return sound !== '' && sound === decoded(copy);
}

/** What mutagen reads: the genres, and all other tags in their order. */
function dump(path: string): { genre: string; others: string } | undefined {
  const code = `
import sys, json, mutagen
f = mutagen.File(sys.argv[1])
if f is None: sys.exit(0)
tags = f.tags
pairs = [] if tags is None else [(k, v) for k, v in (tags if isinstance(tags, list) else tags.items())]
pairs = list(tags) if hasattr(tags, 'vendor') else pairs
is_genre = lambda k: k.lower() in ('genre', 'tcon', '\\xa9gen')
genre = []
for k, v in pairs:
    if is_genre(k): genre += [v] if isinstance(v, str) else [str(x) for x in v]
others = [(k, repr(v)) for k, v in pairs if not is_genre(k)]
others += [(getattr(tags, 'vendor', '') if len(others) > 0 else '', [repr(b.data) for b in getattr(f, 'pictures', [])])]
print(json.dumps({'genre': json.dumps(genre, separators=(',', ':')), 'others': json.dumps(others)}))`;
  try {
    const text = execFileSync('/usr/bin/python3', ['-c', code, path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
