import type { Diff } from '@earmark/core';
import type { MediaProbe } from '../ffmpeg/probe.ts';
import { containers } from '../profiles/containers.ts';
import type { Profile } from '../profiles/profile.ts';
import { isNormalized } from '../sound/loudness.ts';
import type { Route, Step } from './route.ts';

/** What would be different, as a person reads it; empty where the file already is as the profile wants it. */
export function diffOf(probe: MediaProbe, route: Route, profile: Profile): readonly Diff[] {
  const facts = containers[profile.container];
  const diff: Diff[] = [];
  const now = probe.container.split(',');
  const differ = (field: string, before: readonly string[], after: readonly string[]) => {
    if (before.join() !== after.join()) diff.push({ field, before, after });
  };
  if (!now.includes(facts.probed))
    diff.push({ field: 'container', before: [now[0] ?? ''], after: [profile.container] });
  for (const kind of ['video', 'audio', 'subtitles'] as const) {
    const of = (steps: readonly Step[]) => steps.filter(({ stream }) => stream.kind === kind);
    differ(
      kind,
      probe.streams.filter((stream) => stream.kind === kind).map(({ codec }) => codec),
      of(route.steps).map(({ codec }) => codec),
    );
  }
  differ('left behind', [], route.left);
  const high = route.steps.find(
    ({ stream, action }) => stream.kind === 'video' && action === 'encode',
  );
  const { maxHeight } = profile.video ?? {};
  if (maxHeight !== undefined && high && (high.stream.height ?? 0) > maxHeight)
    differ('height', [String(high.stream.height)], [String(maxHeight)]);
  const { loudness, maxChannels } = profile.audio;
  if (loudness && !isNormalized(probe, profile))
    diff.push({ field: 'loudness', before: [], after: [loudness.mode] });
  const wide = probe.streams.find(
    ({ kind, channels = 0 }) => kind === 'audio' && channels > (maxChannels ?? channels),
  );
  if (wide) differ('channels', [String(wide.channels)], [String(maxChannels)]);
  // A stream that was copied only because it may be is no reason to touch the file.
  return diff;
}
