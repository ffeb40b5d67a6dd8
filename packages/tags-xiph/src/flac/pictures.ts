import type { CoverEdits, EmbeddedPicture, PictureBytes, RandomAccess } from '@earmark/core';
import { asBuffer, exactly, unsupported } from '@earmark/tags/codec';
import type { Settings } from '../options.ts';
import { embedded, frontOf, makePictureBlock, parsePictureBlock } from '../picture-block.ts';
import { blockHeaderLength, blockType, flacLayout, headerBytes, largestBlock } from './blocks.ts';

interface Kept {
  readonly type: number;
  readonly content: Buffer;
}

export function flacPictures(file: RandomAccess): readonly EmbeddedPicture[] {
  return embedded(
    blocksOf(file)
      .filter(({ type }) => type === blockType.picture)
      .map(({ content }) => parsePictureBlock(content)),
  );
}

/** All blocks anew, the picture where the old one was or behind the last block; the padding takes what it leaves. */
export function flacCover(
  file: RandomAccess,
  front: PictureBytes | undefined,
  settings: Settings,
): CoverEdits {
  const { start, audio } = flacLayout(file);
  const from = start + 4;
  const blocks = blocksOf(file).filter(({ type }) => type !== blockType.padding);
  const types = blocks.map(({ type, content }) =>
    type === blockType.picture ? parsePictureBlock(content)?.type : undefined,
  );
  const isFront = frontOf(types);
  const old = blocks.findIndex((_, index) => isFront(index));
  const kept = blocks.filter((_, index) => !isFront(index));
  if (front) {
    const content = makePictureBlock(front);
    if (content.length > largestBlock)
      throw unsupported('the picture is larger than the 16 MB that a FLAC block can hold');
    kept.splice(old < 0 ? kept.length : old, 0, { type: blockType.picture, content });
  }
  const used = kept.reduce((sum, { content }) => sum + blockHeaderLength + content.length, 0);
  const spare = audio - from - used;
  const padding =
    spare === 0
      ? undefined
      : spare >= blockHeaderLength
        ? spare - blockHeaderLength
        : settings.padding;
  const all = padding === undefined ? kept : [...kept, paddingOf(padding)];
  const bytes = Buffer.concat(
    all.flatMap(({ type, content }, index) => [
      headerBytes(type, content.length, index === all.length - 1),
      content,
    ]),
  );
  return {
    edits: [{ range: { offset: from, length: audio - from }, bytes }],
    changes: ['flac:PICTURE'],
  };
}

const paddingOf = (length: number): Kept => ({
  type: blockType.padding,
  content: Buffer.alloc(length),
});

const blocksOf = (file: RandomAccess): readonly Kept[] =>
  flacLayout(file).blocks.map(({ type, offset, length }) => ({
    type,
    content: asBuffer(exactly(file, offset + blockHeaderLength, length, 'a metadata block')),
  }));
