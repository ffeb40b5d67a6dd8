import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import type { Settings } from '../options.ts';
import { nameOf } from '../text/show.ts';
import { only, where } from './text.ts';

/** What is wrong with the files themselves, tags aside. */
export function* checkFiles(album: CheckedAlbum, { shortestSeconds }: Settings): Generator<Found> {
  for (const { target, message } of album.broken)
    yield {
      kind: 'broken-file',
      target,
      evidence: `${nameOf(target)}: ${reason(message, target)}`,
    };
  for (const { target, damage } of album.files)
    if (damage !== undefined)
      yield { kind: 'damaged-sound', target, evidence: `${nameOf(target)}: ${damage}` };
  const unsafe = album.files.filter(({ complete }) => complete === false);
  if (unsafe.length > 0)
    yield {
      kind: 'unsafe-tags',
      evidence: `tags that are not fully understood ${where(unsafe, album)}`,
      files: unsafe.length,
      ...only(unsafe),
    };
  yield* lengths(album, shortestSeconds);
  yield* art(album);
}

/** Readers name the whole path, which is another one on the next machine. */
function reason(message: string, target: string): string {
  const named = `${nameOf(target)}: `;
  const at = message.indexOf(named);
  return at < 0 ? message : message.slice(at + named.length);
}

function* lengths(album: CheckedAlbum, shortest: number): Generator<Found> {
  const odd = album.files.filter(({ durationSeconds = shortest }) => durationSeconds < shortest);
  const silent = odd.filter(({ durationSeconds }) => durationSeconds === 0);
  const short = odd.filter(({ durationSeconds }) => durationSeconds !== 0);
  for (const [files, severity, what] of [
    [silent, 'error', 'no sound'],
    [short, 'warning', `less than ${shortest} s of sound`],
  ] as const) {
    if (files.length === 0) continue;
    const evidence = `${what} ${where(files, album)}`;
    yield { kind: 'odd-duration', severity, evidence, files: files.length, ...only(files) };
  }
}

function* art(album: CheckedAlbum): Generator<Found> {
  const bare: readonly CheckedFile[] = album.files.filter(({ pictures }) => pictures === 0);
  if (bare.length === 0) return;
  const evidence = `no picture ${where(bare, album)}`;
  yield { kind: 'missing-art', evidence, files: bare.length, ...only(bare) };
}
