import { basename, dirname, join } from 'node:path';
import { ownerPattern } from './owner.ts';

/** `tmp`: a result being made. `patch`: the journal of a write in place. `old`: a file moved aside while another takes its name. */
export type LeftoverKind = 'tmp' | 'patch' | 'old';
export interface LeftoverName {
  readonly kind: LeftoverKind;
  readonly owner: string;
  /** The name of the file it is about; undefined where the whole would have been too long. */
  readonly name?: string;
}
/** What file systems take for a name, in bytes. */
const maxName = 255;
const pattern = new RegExp(
  `^\\.(.*)\\.(${ownerPattern})(?:\\.\\d+)?\\.earmark-(tmp|patch|old)(?:\\.[a-z0-9]+)?$`,
  's',
);

/** `.<name>.<owner>.<number>.earmark-tmp`, beside the file; a long name is shortened. `extension`: for programs that go by it. */
export function leftoverPath(
  path: string,
  owner: string,
  number: number,
  kind: LeftoverKind,
  extension = '',
): string {
  const end = `.${owner}.${number}.earmark-${kind}${extension}`;
  const name = Buffer.from(`.${basename(path)}`);
  return join(dirname(path), name.toString('utf8', 0, cutBefore(name, maxName - end.length)) + end);
}

/** The nearest place at or before `at` where no character of UTF-8 is cut in two. */
function cutBefore(text: Buffer, at: number): number {
  let end = Math.min(at, text.length);
  while (end > 0 && ((text[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

export function parseLeftover(name: string): LeftoverName | undefined {
  const [, about = '', owner, kind] = pattern.exec(name) ?? [];
  const known = kind === 'tmp' || kind === 'patch' || kind === 'old';
  if (owner === undefined || !known) return undefined;
  // Cut between two characters, a name may be a few bytes shorter.
  const whole = Buffer.byteLength(name) < maxName - 3;
  return { owner, kind, ...(whole ? { name: about } : {}) };
}
