import type { MediaCost } from '@earmark/core';
import type { MediaProbe } from './ffmpeg/probe.ts';
import { isLossless } from './profiles/containers.ts';
import type { Profile } from './profiles/profile.ts';
import type { Route } from './streams/route.ts';

/** That much more is never called growth: tags and padding take it. */
const slackBytes = 64 * 1024;

/** What a person has to agree to before the file is replaced, and its profile does not take on itself. */
export function costsOf(
  probe: MediaProbe,
  route: Route,
  profile: Profile,
  estimateBytes: number,
): readonly MediaCost[] {
  const costs: MediaCost[] = [];
  const lossy = lossyAgain(route, profile);
  if (lossy.length > 0)
    costs.push({
      cost: 'lossy',
      why: `its sound is ${lossy.join(' and ')}, which is lossy already: ${
        profile.audio.codec === 'flac'
          ? 'flac would keep the loss, in more bytes'
          : 'each time it is encoded it gets worse'
      }`,
    });
  if (estimateBytes > mostBytes(probe.size, profile))
    costs.push({
      cost: 'growth',
      why: `it would grow from ${kilobytes(probe.size)} to about ${kilobytes(estimateBytes)}`,
    });
  return costs.filter(({ cost }) => !profile.accepts?.includes(cost));
}

/** The largest result that is no growth. */
export function mostBytes(size: number, { verify }: Profile): number {
  return (verify?.sizeRatio?.max ?? 1.05) * size + slackBytes;
}

/** Lossy sound that would be encoded. Where pictures move they are what a profile is about, and always lossy. */
function lossyAgain({ steps }: Route, { video }: Profile): readonly string[] {
  if (video) return [];
  const encoded = steps.filter(
    ({ stream, action }) => stream.kind === 'audio' && action === 'encode',
  );
  return [...new Set(encoded.map(({ stream }) => stream.codec))].filter(
    (codec) => !isLossless(codec),
  );
}

const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
