import { EarmarkError, type Fields, type RandomAccess, type Tags } from '@earmark/core';
import { formDuration } from './chunks/duration.ts';
import { readTexts } from './chunks/texts.ts';
import { type BlockContent, readTag } from './id3v2/fields.ts';
import { walkFrames } from './id3v2/frames.ts';
import { openTag } from './id3v2/tag.ts';
import { type FormLayout, openLayout, type StreamLayout } from './layout.ts';
import { constantDuration, countedDuration, walkedDuration } from './mpeg/duration.ts';
import { findStream } from './mpeg/sync.ts';
import { parseApe, readApe } from './trailers/ape.ts';
import { findTrailers, type Trailers } from './trailers/find.ts';
import { readId3v1 } from './trailers/id3v1.ts';

const isEmpty = (content: BlockContent): boolean => Object.keys(content.fields).length === 0;
const nothing: BlockContent = { fields: {}, pictures: 0, chapters: 0 };

/**
 * The tags of one file: of several blocks the first that says anything, never a mixture. ID3v2 in front, ID3v2
 * at the end, APE, the container's own texts, ID3v1.
 */
export function readFile(file: RandomAccess): Tags {
  const layout = openLayout(file);
  return layout.kind === 'form' ? readFormFile(layout) : readStreamFile(file, layout);
}

function readFormFile({ window, form, tags }: FormLayout): Tags {
  const duration = formDuration(window, form);
  const own = readTexts(window, form);
  const content = firstTag(tags.map((tag) => readTag(tag, walkFrames(tag)))) ?? own;
  const container = form.kind === 'wave' ? 'wav' : 'aiff';
  return asTags({ ...content, ...problemOf(form.problem ?? content.problem) }, container, duration);
}

/** The first tag, unless it says nothing and a later one does. */
function firstTag(contents: readonly BlockContent[]): BlockContent | undefined {
  return contents.find((content) => !isEmpty(content) || content.problem !== undefined);
}

function readStreamFile(file: RandomAccess, layout: StreamLayout): Tags {
  const { window, tags, soundFrom } = layout;
  const front = firstTag(tags.map((tag) => readTag(tag, walkFrames(tag))));
  const stream = findStream(window, soundFrom, window.size);
  const counted = stream === undefined ? undefined : countedDuration(window, stream);
  const trailers =
    front === undefined || counted === undefined ? findTrailers(window, soundFrom) : undefined;
  const content = front ?? (trailers && readTrailers(layout, trailers)) ?? nothing;
  if (stream === undefined) {
    if (tags.length === 0 && isEmpty(content))
      throw new EarmarkError('malformed', 'no MPEG or ADTS frames and no tag were found');
    return asTags({ ...content, problem: content.problem ?? 'no sound was found' }, 'mp3');
  }
  const end = trailers?.end ?? window.size;
  const duration =
    counted ?? constantDuration(window, stream, end) ?? walkedDuration(file, stream, end);
  return asTags(content, stream.kind === 'adts' ? 'aac' : `mp${stream.first.layer}`, duration);
}

/** What the blocks behind the sound say, by their precedence. */
function readTrailers({ window }: StreamLayout, { trailers }: Trailers): BlockContent | undefined {
  for (const wanted of ['id3v2', 'ape', 'id3v1'] as const) {
    const found = trailers.find(({ kind }) => kind === wanted);
    if (found === undefined) continue;
    const content = readTrailer(window, wanted, found.offset, found.length);
    if (!isEmpty(content) || content.problem !== undefined) return content;
  }
  return undefined;
}

function readTrailer(
  window: StreamLayout['window'],
  kind: 'id3v2' | 'ape' | 'id3v1',
  offset: number,
  length: number,
): BlockContent {
  if (kind === 'ape') return readApe(parseApe(window.bytes(offset, length)));
  if (kind === 'id3v1')
    return { fields: readId3v1(window.bytes(offset, length)), pictures: 0, chapters: 0 };
  const tag = openTag(window, offset);
  return tag === undefined ? nothing : readTag(tag, walkFrames(tag));
}

const problemOf = (problem: string | undefined) => (problem === undefined ? {} : { problem });

function asTags(content: BlockContent, container: string, seconds?: number): Tags {
  const { fields, pictures, chapters, problem } = content;
  return {
    fields: fields as Fields,
    container,
    complete: problem === undefined,
    pictures,
    chapters,
    ...(problem === undefined ? {} : { reason: problem }),
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
  };
}
