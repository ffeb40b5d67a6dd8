import type { PluginContext, Query, TrackDescription } from '@earmark/core';
import { faultOf, isMiss, type Result, readLookup } from './answers.ts';
import type { Fingerprint } from './fpcalc.ts';
import type { Settings } from './options.ts';
import { remembered } from './remembered.ts';

/** A track of ours that was listened to, and what the service says that it is. */
export interface HeardTrack {
  readonly track: TrackDescription;
  readonly seconds: number;
  readonly results: readonly Result[];
}
interface Asked {
  readonly track: TrackDescription;
  readonly print: Fingerprint;
}

/** A fingerprint has about 3 kB, and its answer up to 50. */
const mostAtOnce = 20;
const month = 30 * 24 * 3600_000;

/** One request for up to twenty tracks. Tracks that were never listened to are passed by. */
export async function lookUp(
  { tracks = [] }: Query,
  settings: Settings,
  ctx: PluginContext,
): Promise<readonly HeardTrack[]> {
  const asked: Asked[] = [];
  for (const track of tracks) {
    const essence = track.ids?.essence;
    const print = essence === undefined ? undefined : await remembered(essence, ctx.state);
    if (print) asked.push({ track, print });
  }
  const heard: HeardTrack[] = [];
  for (let at = 0; at < asked.length; at += mostAtOnce)
    heard.push(...(await batch(asked.slice(at, at + mostAtOnce), settings, ctx)));
  return heard;
}

async function batch(
  asked: readonly Asked[],
  { url, apiKey }: Settings,
  { http }: PluginContext,
): Promise<readonly HeardTrack[]> {
  const form = new URLSearchParams({
    client: apiKey,
    format: 'json',
    meta: 'recordings releasegroups',
    batch: '1',
  });
  for (const [at, { print }] of asked.entries()) {
    form.set(`duration.${at}`, String(Math.round(print.seconds)));
    form.set(`fingerprint.${at}`, print.letters);
  }
  const body = await http.json(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    cacheMs: month,
    fault: faultOf,
    miss: isMiss,
  });
  const answers = new Map(readLookup(body).map(({ index, results }) => [index, results ?? []]));
  return asked.map(({ track, print }, at) => ({
    track,
    seconds: print.seconds,
    results: answers.get(at) ?? [],
  }));
}
