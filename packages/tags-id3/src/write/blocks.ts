import type { RandomAccess } from '@earmark/core';
import { oncePerFile } from '@earmark/tags/codec';
import { type Chunk, type Form, isId3Chunk, soundChunk } from '../chunks/chunks.ts';
import { infoItems, infoLists, readTexts } from '../chunks/texts.ts';
import { refuse } from '../id3v2/change.ts';
import { type BlockContent, readTag } from '../id3v2/fields.ts';
import { walkFrames } from '../id3v2/frames.ts';
import { type StoredTag, takeTag } from '../id3v2/stored.ts';
import { type Id3v2Tag, openTag } from '../id3v2/tag.ts';
import { openLayout } from '../layout.ts';
import { findStream } from '../mpeg/sync.ts';
import { type ApeTag, parseApe, readApe } from '../trailers/ape.ts';
import { findTrailers, type Trailer } from '../trailers/find.ts';
import { readId3v1 } from '../trailers/id3v1.ts';
import type { Window } from '../window.ts';

/** An ID3v2 tag with all its frames. */
export interface TagBlock {
  /** What its inventory keys begin with: `id3v2`, `id3v2.2` …, `id3v2.end`. */
  readonly prefix: string;
  readonly tag: Id3v2Tag;
  readonly stored: StoredTag;
  readonly content: BlockContent;
  /** The chunk that holds it. */
  readonly chunk?: Chunk;
}
/** Everything in a file that is not sound, parsed in full. */
export interface Blocks {
  readonly window: Window;
  readonly kind: 'mpeg' | 'adts' | 'wave' | 'aiff' | undefined;
  readonly front: readonly TagBlock[];
  readonly end?: TagBlock;
  readonly ape?: { readonly tag: ApeTag; readonly at: Trailer; readonly content: BlockContent };
  readonly id3v1?: { readonly bytes: Buffer; readonly at: Trailer; readonly content: BlockContent };
  readonly form?: Form;
  /** Items of INFO lists, or text chunks; where the format has none of its own, nothing. */
  readonly texts: BlockContent;
  readonly info: readonly { readonly list: Chunk; readonly items: readonly Chunk[] }[];
  readonly trailers: readonly Trailer[];
  readonly sound: { readonly offset: number; readonly length: number };
  /** Why the file cannot be written. */
  readonly problem?: string;
}

const noTexts: BlockContent = { fields: {}, pictures: 0, chapters: 0 };

/** Opens all blocks of a file: for writing and for the inventory, where nothing may be overlooked. */
export const openBlocks = oncePerFile(blocksOf);

function blocksOf(file: RandomAccess): Blocks {
  const layout = openLayout(file);
  const { window } = layout;
  if (layout.kind === 'form') {
    const { form } = layout;
    const chunks = form.chunks.filter(isId3Chunk);
    const front = layout.tags.map((tag, i) => {
      const chunk = chunks.find(({ offset, size }) => tag.at >= offset && tag.at < offset + size);
      return { ...takeBlock(tag, i === 0 ? 'id3v2' : `id3v2.${i + 1}`), ...(chunk && { chunk }) };
    });
    const sound = soundChunk(form);
    const problem =
      form.problem ??
      firstProblem(front) ??
      (sound === undefined ? 'the file has no sound' : undefined) ??
      (front.length < chunks.length ? 'an ID3 chunk without a tag' : undefined) ??
      (front.some(({ tag, chunk }) => chunk && tag.total > chunk.size)
        ? 'a tag that is longer than its chunk'
        : undefined);
    return {
      window,
      kind: form.kind,
      front,
      form,
      texts: readTexts(window, form),
      info: infoLists(window, form).map((list) => ({ list, items: infoItems(window, list) })),
      trailers: [],
      sound: { offset: sound?.offset ?? 0, length: sound?.size ?? 0 },
      ...(problem === undefined ? {} : { problem }),
    };
  }
  const front = layout.tags.map((tag, i) => takeBlock(tag, i === 0 ? 'id3v2' : `id3v2.${i + 1}`));
  const { trailers, end: soundEnd } = findTrailers(window, layout.soundFrom);
  const stream = findStream(window, layout.soundFrom, soundEnd);
  const at = (wanted: Trailer['kind']) => trailers.find(({ kind }) => kind === wanted);
  const [endAt, apeAt, v1At] = [at('id3v2'), at('ape'), at('id3v1')];
  const endTag = endAt && openTag(window, endAt.offset);
  const end = endTag && takeBlock(endTag, 'id3v2.end');
  const apeTag = apeAt && parseApe(Buffer.from(window.bytes(apeAt.offset, apeAt.length)));
  const v1 = v1At && Buffer.from(window.bytes(v1At.offset, v1At.length));
  const problem =
    firstProblem(end === undefined ? front : [...front, end]) ??
    apeTag?.problem ??
    (stream === undefined ? 'no sound was found' : undefined);
  return {
    window,
    kind: stream?.kind,
    front,
    ...(end && { end }),
    ...(apeTag && apeAt && { ape: { tag: apeTag, at: apeAt, content: readApe(apeTag) } }),
    ...(v1 &&
      v1At && { id3v1: { bytes: v1, at: v1At, content: { ...noTexts, fields: readId3v1(v1) } } }),
    texts: noTexts,
    info: [],
    trailers,
    sound: { offset: layout.soundFrom, length: Math.max(0, soundEnd - layout.soundFrom) },
    ...(problem === undefined ? {} : { problem }),
  };
}

function takeBlock(tag: Id3v2Tag, prefix: string): TagBlock {
  const walk = walkFrames(tag);
  return { prefix, tag, stored: takeTag(tag, walk), content: readTag(tag, walk) };
}

const firstProblem = (blocks: readonly TagBlock[]): string | undefined =>
  blocks.find(({ content }) => content.problem !== undefined)?.content.problem;

const says = (content: BlockContent | undefined): content is BlockContent =>
  content !== undefined && Object.keys(content.fields).length > 0;

/** The block that a reader takes: of those that say anything the first by precedence. */
export function readingBlock(blocks: Blocks): TagBlock | BlockContent | undefined {
  const tags = blocks.end === undefined ? blocks.front : [...blocks.front, blocks.end];
  return (
    tags.find(({ content }) => says(content)) ??
    [blocks.ape?.content, blocks.texts, blocks.id3v1?.content].find(says)
  );
}

/** Throws where a write could lose anything. */
export function refuseUnsafe(blocks: Blocks): void {
  if (blocks.problem !== undefined) refuse(blocks.problem);
}
