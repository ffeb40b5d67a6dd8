import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, parse } from 'node:path';
import {
  EarmarkError,
  type Origin,
  type OriginContext,
  parseTarget,
  type Subject,
  targetId,
} from '@earmark/core';

export interface MediaFilesOptions {
  /** Absolute, by root id. */
  readonly roots: Readonly<Record<string, string>>;
  /** Only this folder or file of each root, relative to it, with `/`. One that is not there is reported as failed, unless the file was just transcoded. */
  readonly below?: string;
  /** Also in the folders below it. Default true. */
  readonly deep?: boolean;
  /** Default both. */
  readonly kinds?: readonly ('audio' | 'video')[];
  /** Walk in an order of its own: workers with different words begin at different ends of a share. */
  readonly order?: string;
}

const extensions = {
  audio:
    '.aac .aif .aiff .alac .ape .flac .m4a .m4b .mka .mp2 .mp3 .oga .ogg .opus .tta .wav .wma .wv',
  video: '.3gp .avi .divx .flv .m2ts .m4v .mkv .mov .mp4 .mpeg .mpg .mts .ogv .ts .vob .webm .wmv',
} as const;

/** Every media file is a subject of its own, with itself as the target of the sink `transcode`. Reads names only. */
export function createMediaFiles({
  roots,
  below = '',
  deep = true,
  kinds = ['audio', 'video'],
  order,
}: MediaFilesOptions): Origin {
  const wanted = new Set(kinds.flatMap((kind) => extensions[kind].split(' ')));
  const isWanted = (name: string) => wanted.has(extname(name).toLowerCase());
  for (const [id, path] of Object.entries(roots))
    if (!isAbsolute(path))
      throw new EarmarkError(
        'config',
        `createMediaFiles: root ${id} must be absolute, not ${path}`,
      );
  const sorted = (names: readonly string[]) =>
    order === undefined ? [...names].sort() : [...names].sort(byWord(order));

  async function* walk(root: string, path: string, ctx: OriginContext): AsyncGenerator<Subject> {
    const folder = join(roots[root] ?? '', path);
    let names: readonly string[] = [];
    try {
      names = sorted(await readdir(folder));
    } catch (error) {
      const message = `cannot look into ${folder}: ${error instanceof Error ? error.message : error}`;
      ctx.report.failed(targetId(root, path), { code: 'io', message });
    }
    for (const name of names) {
      if (ctx.signal.aborted) return;
      if (!name.startsWith('.'))
        yield* look(root, path === '' ? name : `${path}/${name}`, ctx, false);
    }
  }
  async function* look(
    root: string,
    path: string,
    ctx: OriginContext,
    asked: boolean,
  ): AsyncGenerator<Subject> {
    const whole = join(roots[root] ?? '', path);
    let facts: Stats;
    try {
      facts = await stat(whole);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // Another worker may just have replaced it.
      if (code === 'ENOENT' && (!asked || (await hasSuccessor(whole)))) return;
      const fix = asked ? ': see that its volume is mounted, and that its root leads there' : '';
      const fault = { code: 'io' as const, message: `cannot look at ${whole} (${message})${fix}` };
      ctx.report.failed(targetId(root, path), fault);
      return;
    }
    if (facts.isDirectory() && (asked || deep)) yield* walk(root, path, ctx);
    if (facts.isFile() && isWanted(path)) yield subjectOf(root, path);
  }
  /** Whether a file is gone because it became another: its name is there with another extension. */
  async function hasSuccessor(path: string): Promise<boolean> {
    if (!isWanted(path)) return false;
    const { name } = parse(path);
    // Without the folder there is none either.
    const names = await readdir(dirname(path)).catch(() => []);
    return names.some((each) => parse(each).name === name && isMedia(each));
  }

  return {
    spec: 1,
    kind: 'origin',
    name: 'media-files',
    roots,
    async *subjects(ctx) {
      for (const root of Object.keys(roots))
        yield* below === '' ? walk(root, '', ctx) : look(root, below, ctx, true);
    },
    async get(id) {
      const { root, path } = parseTarget(id);
      return roots[root] === undefined ? undefined : subjectOf(root, path);
    },
  };
}

const all: ReadonlySet<string> = new Set(
  Object.values(extensions).flatMap((each) => each.split(' ')),
);
const isMedia = (name: string) => all.has(extname(name).toLowerCase());

function subjectOf(root: string, path: string): Subject {
  const id = targetId(root, path);
  const title = basename(path);
  const creators = path.includes('/') ? [basename(dirname(path))] : [];
  return { kind: 'track', id, title, creators, targets: [{ sink: 'transcode', id, fields: {} }] };
}

function byWord(word: string): (one: string, other: string) => number {
  const place = (name: string) => createHash('sha256').update(`${word}/${name}`).digest('hex');
  return (one, other) => (place(one) < place(other) ? -1 : 1);
}
