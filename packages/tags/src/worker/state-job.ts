import type { FileState, Job } from '../pool/protocol.ts';
import type { LoadedFormat } from './codecs.ts';
import { fileError } from './faults.ts';
import { openFile } from './file-access.ts';
import { formatNamed, stateIn } from './file-state.ts';

export function stateJob(
  { path, format }: Job & { kind: 'state' },
  formats: readonly LoadedFormat[],
  beat: () => void,
): FileState {
  const known = formatNamed(formats, format);
  try {
    const file = openFile(path);
    try {
      return stateIn(file, known, beat).state;
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}
