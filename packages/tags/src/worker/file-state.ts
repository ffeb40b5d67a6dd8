import { type ByteRange, EarmarkError } from '@earmark/core';
import type { Expected, FileState } from '../pool/protocol.ts';
import type { LoadedFormat } from './codecs.ts';
import { essenceOf, hashRest } from './essence.ts';
import type { OpenFile } from './file-access.ts';

export function stateOf(
  file: OpenFile,
  essence: readonly ByteRange[],
  beat: () => void,
): FileState {
  const { size, mtimeNs, inode, links } = file.stat;
  return { size, mtimeNs, inode, links, digest: hashRest(file, essence, beat) };
}

/** The state of a file whose format is known from its plan. A file that this format no longer understands is in no expected state. */
export function stateIn(
  file: OpenFile,
  format: LoadedFormat,
  beat: () => void,
): { readonly state: FileState; readonly essence: readonly ByteRange[] } {
  let essence: readonly ByteRange[] = [];
  try {
    essence = essenceOf(format.codec, file);
  } catch (error) {
    if (!EarmarkError.is(error, 'malformed', 'unsupported') && !(error instanceof RangeError))
      throw error;
  }
  return { state: stateOf(file, essence, beat), essence };
}

export function isExpected(state: FileState, expected: Expected): boolean {
  return (
    state.size === expected.size &&
    state.digest === expected.digest &&
    (expected.mtimeNs === undefined || state.mtimeNs === expected.mtimeNs) &&
    (expected.inode === undefined || state.inode === expected.inode)
  );
}

export function formatNamed(formats: readonly LoadedFormat[], name: string): LoadedFormat {
  const found = formats.find((format) => format.name === name);
  if (found === undefined) {
    throw new EarmarkError(
      'unsupported',
      `this was planned with the tag format ${name}, which is not among the formats here: add it`,
    );
  }
  return found;
}
