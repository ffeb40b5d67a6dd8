import { EarmarkError, type RandomAccess } from '@earmark/core';
import { type Form, formKind, isId3Chunk, readForm } from './chunks/chunks.ts';
import { type Id3v2Tag, openTag } from './id3v2/tag.ts';
import { foreignName } from './recognise.ts';
import { apeLength } from './trailers/ape.ts';
import { openWindow, type Window } from './window.ts';

/** A bare stream of frames, with tags in front of it and perhaps behind it. */
export interface StreamLayout {
  readonly kind: 'stream';
  readonly window: Window;
  /** In the order of the file. */
  readonly tags: readonly Id3v2Tag[];
  /** Where the tags in front end. */
  readonly soundFrom: number;
}
export interface FormLayout {
  readonly kind: 'form';
  readonly window: Window;
  readonly form: Form;
  /** The tags in its chunks, in the order of the file. */
  readonly tags: readonly Id3v2Tag[];
}

/** Nobody writes more tags than this in front of the sound. */
const mostTags = 16;

/** What stands in front: enough to read most files. */
export function openLayout(file: RandomAccess): StreamLayout | FormLayout {
  const window = openWindow(file);
  const kind = formKind(window.bytes(0, 12));
  if (kind !== undefined) {
    const form = readForm(window, kind);
    const tags = form.chunks
      .filter(isId3Chunk)
      .flatMap(({ offset }) => openTag(window, offset) ?? []);
    return { kind: 'form', window, form, tags };
  }
  const tags: Id3v2Tag[] = [];
  let at = leadingApe(window);
  for (let tag = openTag(window, at); tag !== undefined && tags.length < mostTags; ) {
    tags.push(tag);
    at = Math.min(tag.at + tag.total, window.size);
    tag = openTag(window, at);
  }
  const foreign = foreignName(window.bytes(at, 16));
  if (foreign !== undefined)
    throw new EarmarkError('unsupported', `${foreign} behind an ID3 tag: not an MPEG stream`);
  return { kind: 'stream', window, tags, soundFrom: at };
}

/** A few writers put an APE tag in front: it is stepped over and kept. */
function leadingApe(window: Window): number {
  const length = apeLength(window.bytes(0, 32));
  return length > 32 && length <= window.size ? length : 0;
}
