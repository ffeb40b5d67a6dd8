import { EarmarkError, type RandomAccess } from '@earmark/core';
import { type IAudioMetadata, parseFromTokenizer } from 'music-metadata';
import { FileTokenizer } from './tokenizer.ts';

const undetermined = new Set(['CouldNotDetermineFileTypeError', 'UnsupportedFileTypeError']);

/** By content; by name only where the content tells nothing. */
export async function parse(file: RandomAccess): Promise<IAudioMetadata> {
  try {
    return await parsed(new FileTokenizer(file));
  } catch (error) {
    if (!(error instanceof Error && undetermined.has(error.name))) throw malformed(error);
  }
  try {
    return await parsed(new FileTokenizer(file, `file${file.extension ?? ''}`));
  } catch (error) {
    throw malformed(error);
  }
}

async function parsed(tokenizer: FileTokenizer): Promise<IAudioMetadata> {
  const metadata = await parseFromTokenizer(tokenizer, { includeChapters: true });
  const { native, format } = metadata;
  if (Object.keys(native).length === 0 && format.sampleRate === undefined)
    throw new EarmarkError('malformed', 'there is neither sound nor a tag in it');
  return metadata;
}

function malformed(error: unknown): EarmarkError {
  if (EarmarkError.is(error)) return error;
  const { message = String(error) } = error as Error;
  return new EarmarkError('malformed', `it cannot be read: ${message}`, { cause: error });
}
