import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import type { Settings } from '../options.ts';
import { nameOf } from '../text/show.ts';
import { only, where } from './text.ts';

/** What is wrong with the files themselves, tags aside. */
export function* checkFiles(album: CheckedAlbum, { shortestSeconds }: Settings): Generator<Found> {
  for (const { target, message } of album.broken)
    yield { kind: 'broken-file', target, evidence: `${nameOf(target)}: ${message}` };
  const unsafe = album.files.filter(({ complete }) => complete === false);
  if (unsafe.length > 0)
    yield {
      kind: 'unsafe-tags',
      evidence: `tags that are not fully understood ${where(unsafe, album)}`,
      files: unsafe.length,
      ...only(unsafe),
    };
  for (const { target, durationSeconds } of album.files) {
    if (durationSeconds === undefined || durationSeconds >= shortestSeconds) continue;
    const length = durationSeconds === 0 ? 'no sound' : `only ${durationSeconds.toFixed(2)} s`;
    yield {
      kind: 'odd-duration',
      severity: durationSeconds === 0 ? 'error' : 'warning',
      target,
      evidence: `${length} in ${nameOf(target)}`,
    };
  }
  yield* art(album);
}

function* art(album: CheckedAlbum): Generator<Found> {
  const bare: readonly CheckedFile[] = album.files.filter(({ pictures }) => pictures === 0);
  if (bare.length === 0) return;
  const evidence = `no picture ${where(bare, album)}`;
  yield { kind: 'missing-art', evidence, files: bare.length, ...only(bare) };
}
