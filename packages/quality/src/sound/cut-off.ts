import { type OpenFile, withFile } from './file.ts';
import { flacCutOff } from './flac.ts';
import { framesCutOff } from './mp3.ts';
import { boxesCutOff, chunksCutOff } from './nested.ts';
import { oggCutOff } from './ogg.ts';

/**
 * Why not all of a file's sound can be there, by what its container says of its length; undefined where nothing
 * speaks against it. Reads the ends of the file and not its sound: what is damaged in between only a decoder finds.
 */
export function cutOff(path: string): Promise<string | undefined> {
  return withFile(path, async (file) => {
    const start = await behindId3(file);
    const head = await file.bytes(start, 12);
    const word = (at: number) => head.toString('latin1', at, at + 4);
    if (word(0) === 'fLaC') return flacCutOff(file, start);
    if (word(0) === 'OggS') return oggCutOff(file);
    if (word(4) === 'ftyp') return boxesCutOff(file);
    if (word(0) === 'RIFF' || word(0) === 'FORM') return chunksCutOff(file);
    return framesCutOff(file, start);
  });
}

/** Where the sound begins: tags may stand in front of it, one behind the other. */
async function behindId3(file: OpenFile): Promise<number> {
  for (let at = 0; ; ) {
    const head = await file.bytes(at, 10);
    if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return at;
    const [six = 0, seven = 0, eight = 0, nine = 0] = head.subarray(6);
    const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    at += 10 + (six << 21) + (seven << 14) + (eight << 7) + nine + footer;
  }
}
