import { encodeStrings, isLatin1, latin1, utf8, utf16 } from '../text.ts';
import type { StoredFrame, StoredTag } from './stored.ts';

/** Lyrics without a description, in a language that nobody named. */
export function makeLyrics(version: StoredTag['version'], text: string): StoredFrame {
  const encoding = version === 4 ? utf8 : isLatin1(text) ? latin1 : utf16;
  const strings = encodeStrings(['', text], encoding);
  const data = Buffer.concat([strings.subarray(0, 1), Buffer.from('XXX'), strings.subarray(1)]);
  return { id: version === 2 ? 'ULT' : 'USLT', flags: 0, data };
}
