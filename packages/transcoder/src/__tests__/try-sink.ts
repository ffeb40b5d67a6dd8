import {
  EarmarkError,
  type MediaCostName,
  type Plan,
  type Receipt,
  type Sink,
} from '@earmark/core';
import type { TranscodeSinkOptions } from '../options.ts';
import { createTranscodeSink } from '../sink.ts';
import { type Bench, noise } from './bench.ts';

export const sinkWith = (options: TranscodeSinkOptions = {}): Sink =>
  createTranscodeSink({ reserveBytes: 0, ...options });

export const planFor = (
  bench: Bench,
  name: string,
  profile: string,
  sink = sinkWith(),
  accepts: readonly MediaCostName[] = [],
): Promise<Plan> =>
  sink.plan({ kind: 'media', target: `m:${name}`, profile, accepts }, bench.context());

export async function become(
  bench: Bench,
  name: string,
  profile: string,
  sink = sinkWith(),
  accepts: readonly MediaCostName[] = [],
): Promise<Receipt> {
  return sink.apply(await planFor(bench, name, profile, sink, accepts), bench.context());
}

export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (EarmarkError.is(error) ? error.code : error),
  );

export const tagged = [
  '-metadata',
  'title=Söng',
  '-metadata',
  'artist=A; B',
  '-metadata',
  'genre=Jazz',
];
export const makeSong = (bench: Bench, name = 'song.wav') => bench.make(name, ...noise, ...tagged);
