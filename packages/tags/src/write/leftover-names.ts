import { basename, dirname, join } from 'node:path';

export type LeftoverKind = 'tmp' | 'patch';
export interface Leftover {
  readonly kind: LeftoverKind;
  readonly owner: string;
}
/** What file systems take for a name, in bytes. */
const maxName = 255;
const pattern = /^\..*\.([0-9a-f]{8}-\d+-[0-9a-z]+)\.\d+\.earmark-(tmp|patch)$/s;

/** `.<name>.<owner>.<number>.earmark-tmp`, beside the file; a long name is shortened. */
export function leftoverPath(
  path: string,
  owner: string,
  number: number,
  kind: LeftoverKind,
): string {
  const end = `.${owner}.${number}.earmark-${kind}`;
  const name = Buffer.from(`.${basename(path)}`).subarray(0, maxName - end.length);
  return join(dirname(path), name.toString().replaceAll('\uFFFD', '') + end);
}

export function parseLeftover(name: string): Leftover | undefined {
  const match = pattern.exec(name);
  const [, owner, kind] = match ?? [];
  return owner !== undefined && (kind === 'tmp' || kind === 'patch') ? { owner, kind } : undefined;
}
