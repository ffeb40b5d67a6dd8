import { EarmarkError, type Fields, isFieldName } from '@earmark/core';
import type { File, Id3v2Tag, Mpeg4AppleTag, TagTypes } from 'node-taglib-sharp';
import type { Container } from '../containers/container.ts';
import { id3v2Version, library } from './library.ts';
import { createMemoryFile } from './memory-file.ts';
import { mp4Lists, setters } from './setters.ts';

/** How node-taglib-sharp calls the containers that it writes without harm. */
const mimeTypes: Readonly<Partial<Record<Container, string>>> = {
  mpeg: 'taglib/mp3',
  flac: 'taglib/flac',
  ogg: 'taglib/ogg',
  mp4: 'taglib/m4a',
  wav: 'taglib/wav',
  aiff: 'taglib/aiff',
  ape: 'taglib/ape',
};

/** The whole file as it would be with these fields. */
export function saved(content: Uint8Array, container: Container, set: Fields): Uint8Array {
  const mimeType = mimeTypes[container];
  if (mimeType === undefined)
    throw new EarmarkError(
      'unsupported',
      'it is not written: nothing here writes its format safely',
    );
  const { File, ReadStyle } = library();
  const memory = createMemoryFile(`file.${container}`, content);
  const file = File.createFromAbstraction(memory.file, mimeType, ReadStyle.None);
  try {
    if (file.isPossiblyCorrupt)
      throw new EarmarkError(
        'unsupported',
        `it is not written: it may be damaged (${file.corruptionReasons.join(', ')})`,
      );
    if (!file.isWritable)
      throw new EarmarkError('unsupported', 'it is not written: its writer refuses it');
    upgrade(file, set);
    for (const [field, values] of Object.entries(set)) setField(file, container, field, values);
    const invented = file.tagTypes & ~file.tagTypesOnDisk & inventions(container);
    if (invented !== 0) file.removeTags(invented);
    file.save();
  } finally {
    file.dispose();
  }
  return memory.content();
}

/** Tags that the library would add beside the format's own. */
function inventions(container: Container): TagTypes {
  const { TagTypes } = library();
  const beside = TagTypes.Id3v1 | TagTypes.RiffInfo | TagTypes.DivX | TagTypes.MovieId;
  return container === 'ape' || container === 'flac' ? beside | TagTypes.Id3v2 : beside;
}

/** A new tag, and one that must hold several values, is a v2.4 one. */
function upgrade(file: File, set: Fields): void {
  const { TagTypes } = library();
  const tag = file.getTag(TagTypes.Id3v2, false) as Id3v2Tag | undefined;
  const isNew = (file.tagTypesOnDisk & TagTypes.Id3v2) === 0;
  const several = Object.values(set).some((values) => values.length > 1);
  if (tag !== undefined && (isNew || several)) tag.version = id3v2Version;
}

function setField(
  file: File,
  container: Container,
  field: string,
  values: readonly string[],
): void {
  const setter = isFieldName(field) ? setters[field] : undefined;
  if (setter === undefined || !isFieldName(field)) {
    throw new EarmarkError(
      'unsupported',
      `it is not written: taglib writes ${Object.keys(setters).join(', ')}, not ${field}`,
    );
  }
  const atom = container === 'mp4' ? mp4Lists[field] : undefined;
  if (atom === undefined) setter(file.tag, values);
  else {
    const { ByteVector, Mpeg4AppleDataBoxFlagType, StringType, TagTypes } = library();
    const tag = file.getTag(TagTypes.Apple, true) as Mpeg4AppleTag;
    const texts = values.map((value) => ByteVector.fromString(value, StringType.UTF8));
    tag.setQuickTimeData(
      ByteVector.fromString(atom, StringType.Latin1),
      texts,
      Mpeg4AppleDataBoxFlagType.ContainsText,
    );
  }
}
