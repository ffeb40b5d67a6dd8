import type { OpenFile } from './file.ts';

/** No page is larger. */
const largestPage = 27 + 255 + 255 * 255;
const endOfStream = 4;

/** The last page has to be whole, and says that it is the last one. */
export async function oggCutOff(file: OpenFile): Promise<string | undefined> {
  const tail = await file.bytes(file.size - 2 * largestPage, 2 * largestPage);
  const at = tail.lastIndexOf('OggS');
  if (at < 0) return 'its last page is missing';
  const segments = tail[at + 26] ?? 0;
  const table = tail.subarray(at + 27, at + 27 + segments);
  const length = 27 + segments + table.reduce((sum, each) => sum + each, 0);
  if (table.length < segments || at + length > tail.length) return 'its last page is not whole';
  return ((tail[at + 5] ?? 0) & endOfStream) === 0 ? 'its end is missing' : undefined;
}
