import { EarmarkError, type RandomAccess, type Tags } from '@earmark/core';
import { candidates, type LoadedFormat } from './codecs.ts';

export interface Understood {
  readonly format: LoadedFormat;
  readonly tags: Tags;
}
interface Headed extends RandomAccess {
  readonly path: string;
  readonly head: Uint8Array;
}

/**
 * Reads a file's tags by the first format that understands it. Where one recognises the content and fails,
 * the next one's answer is taken as a second opinion: good for reading, never for writing.
 * Stays synchronous as long as the codecs are.
 */
export function readTags(
  file: Headed,
  formats: readonly LoadedFormat[],
): Understood | Promise<Understood> {
  return attempt(file, candidates(formats, file.head, file.extension ?? ''), 0, undefined);
}

function attempt(
  file: Headed,
  formats: readonly LoadedFormat[],
  at: number,
  firstError: unknown,
): Understood | Promise<Understood> {
  const format = formats[at];
  if (format === undefined) {
    throw (
      firstError ??
      new EarmarkError(
        'unsupported',
        `${file.path} is of no format that is read here (its content says so, whatever its name)`,
      )
    );
  }
  const next = (error: unknown) => attempt(file, formats, at + 1, firstError ?? error);
  const opinion = (tags: Tags): Understood => ({
    format,
    tags: firstError === undefined ? tags : secondOpinion(tags, formats[0], firstError),
  });
  try {
    const tags = format.codec.read(file);
    return tags instanceof Promise ? tags.then(opinion, next) : opinion(tags);
  } catch (error) {
    return next(error);
  }
}

function secondOpinion(tags: Tags, refused: LoadedFormat | undefined, error: unknown): Tags {
  const why = error instanceof Error ? error.message : String(error);
  return { ...tags, complete: false, reason: `${refused?.name} cannot read it: ${why}` };
}
