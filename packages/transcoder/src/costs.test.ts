import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, noise } from './__tests__/bench.ts';
import { become, codeOf, planFor, sinkWith } from './__tests__/try-sink.ts';

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

const costsOf = async (name: string, profile: string, sink = sinkWith()) =>
  ((await planFor(bench, name, profile, sink)).costs ?? []).map(({ cost }) => cost);

describe('what a person has to agree to', () => {
  test('lossy sound is not encoded once more unasked; the file stays as it was', async () => {
    bench.make('song.mp3', ...noise, '-b:a', '256k');
    const before = await bench.bytes('song.mp3');
    const plan = await planFor(bench, 'song.mp3', 'opus');
    expect(plan.costs).toEqual([
      { cost: 'lossy', why: expect.stringContaining('its sound is mp3, which is lossy already') },
    ]);
    const refused = sinkWith().apply(plan, bench.context());
    await expect(refused).rejects.toThrow(/unless you accept: lossy/);
    expect(await bench.bytes('song.mp3')).toEqual(before);
    await become(bench, 'song.mp3', 'opus', sinkWith(), ['lossy']);
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.opus']);
  });

  test('lossy sound in flac keeps its loss and grows; a profile may take that on itself', async () => {
    bench.make('song.mp3', ...noise, '-t', '8', '-b:a', '64k');
    expect(await costsOf('song.mp3', 'flac')).toEqual(['lossy', 'growth']);
    const flac = { container: 'flac', audio: { codec: 'flac' } } as const;
    const ours = sinkWith({ profiles: [{ ...flac, name: 'ours', accepts: ['lossy', 'growth'] }] });
    expect(await costsOf('song.mp3', 'ours', ours)).toEqual([]);
    await become(bench, 'song.mp3', 'ours', ours);
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
  });

  test('what would grow is said before it is begun, and done where that was accepted', async () => {
    bench.make('song.flac', '-f', 'lavfi', '-i', 'anullsrc', '-t', '8');
    expect(await costsOf('song.flac', 'mp3')).toEqual(['growth']);
    expect(await codeOf(become(bench, 'song.flac', 'mp3'))).toBe('unsupported');
    await become(bench, 'song.flac', 'mp3', sinkWith(), ['growth']);
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.mp3']);
  });

  test('sound that is copied costs nothing, nor does lossless sound', async () => {
    bench.make('song.mp3', ...noise, '-b:a', '256k');
    bench.make('song.wav', ...noise);
    expect(await costsOf('song.mp3', 'mp3-loudness')).toEqual([]);
    expect(await costsOf('song.wav', 'opus')).toEqual([]);
  });
});
