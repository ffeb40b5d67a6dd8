import { type MediaProbe, probeCounts } from './ffmpeg/probe.ts';
import type { Verification } from './verify.ts';

/** As much as the length may differ by: a damaged file has pictures that nobody can decode. */
const tolerated = (pictures: number): number => Math.max(2, Math.round(pictures * 0.005));

/** Says what is wrong where an encoded stream has fewer pictures than its original. Someone else's encoder may change the rate. */
export async function lostPictures(
  { original, result, route, profile, base }: Omit<Verification, 'probe'>,
  after: MediaProbe,
): Promise<string | undefined> {
  const films = route.steps.filter(({ stream }) => stream.kind === 'video');
  if (profile.encode || films.every(({ action }) => action !== 'encode')) return undefined;
  const written = after.streams.filter(({ kind }) => kind === 'video');
  const got = await probeCounts(result, 'packets', base);
  const packets = await probeCounts(original, 'packets', base);
  const pairs = films.flatMap(({ stream, action }, place) =>
    action === 'encode' ? [[stream.index, got.get(written[place]?.index ?? -1) ?? 0] as const] : [],
  );
  const short = (wanted: number, there: number) => there < wanted - tolerated(wanted);
  if (!pairs.some(([index, there]) => short(packets.get(index) ?? 0, there))) return undefined;
  // Not every packet is a picture (two fields, a place holder of an AVI): only decoding tells.
  const frames = await probeCounts(original, 'frames', base);
  for (const [index, there] of pairs) {
    const wanted = frames.get(index) ?? 0;
    if (short(wanted, there)) return `the result has ${there} pictures, the original ${wanted}`;
  }
  return undefined;
}
