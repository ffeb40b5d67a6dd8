import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, noise } from './__tests__/bench.ts';
import { lease } from './__tests__/context.ts';
import { become, codeOf, makeSong, planFor, sinkWith } from './__tests__/try-sink.ts';
import { asideOf } from './files/replace.ts';
import { estimateOf } from './plan-data.ts';
import type { Profile } from './profiles/profile.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

describe('the way of every change', () => {
  test('a plan changes nothing and says about how much would be saved', async () => {
    makeSong(bench);
    const plan = await planFor(bench, 'song.wav', 'opus');
    expect(await bench.names()).toEqual(['song.wav']);
    const { before = 0, after = 0 } = estimateOf(plan) ?? {};
    expect(after).toBeLessThan(before / 5);
  });

  test('inspect tells before, after and other, also after a way through the journal', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = JSON.parse(JSON.stringify(await planFor(bench, 'song.wav', 'flac', sink)));
    expect(await sink.inspect(plan, bench.context())).toBe('before');
    await sink.apply(plan, bench.context());
    expect(await sink.inspect(plan, bench.context())).toBe('after');
    await writeFile(bench.file('song.flac'), 'somebody else');
    expect(await sink.inspect(plan, bench.context())).toBe('other');
  });

  test('applying again changes nothing and gives the receipt again', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const first = await sink.apply(plan, bench.context());
    const bytes = await bench.bytes('song.flac');
    const second = await sink.apply(plan, bench.context());
    expect({ ...second, at: 0 }).toEqual({ ...first, at: 0 });
    expect(await bench.bytes('song.flac')).toEqual(bytes);
  });

  test('a receipt leads back, its own there again, and reverting twice changes nothing', async () => {
    makeSong(bench);
    const original = await bench.bytes('song.wav');
    const sink = sinkWith();
    const receipt = await become(bench, 'song.wav', 'flac', sink);
    const flac = await bench.bytes('song.flac');
    const undone = await sink.revert(receipt, bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.wav']);
    expect(await bench.bytes('song.wav')).toEqual(original);
    const again = await sink.revert(receipt, bench.context());
    expect({ ...again, at: 0 }).toEqual({ ...undone, at: 0 });
    await sink.revert(undone, bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    expect(await bench.bytes('song.flac')).toEqual(flac);
  });

  test('what someone changed since is neither replaced nor undone', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const receipt = await sink.apply(plan, bench.context());
    await writeFile(bench.file('song.flac'), 'theirs');
    expect(await codeOf(sink.revert(receipt, bench.context()))).toBe('conflict');
    expect(String(await bench.bytes('song.flac'))).toBe('theirs');
    makeSong(bench, 'two.wav');
    const other = await planFor(bench, 'two.wav', 'flac', sink);
    await writeFile(bench.file('two.wav'), 'theirs too');
    expect(await codeOf(sink.apply(other, bench.context()))).toBe('conflict');
  });

  test('a name that is taken is no result', async () => {
    makeSong(bench);
    await writeFile(bench.file('song.flac'), 'another song');
    expect(await codeOf(planFor(bench, 'song.wav', 'flac'))).toBe('conflict');
  });

  test('without days the original goes with the replacement, and undo says so', async () => {
    makeSong(bench);
    const sink = sinkWith({ keepDays: 0 });
    const receipt = await become(bench, 'song.wav', 'flac', sink);
    expect(await codeOf(sink.revert(receipt, bench.context()))).toBe('not-found');
    expect((await bench.names()).includes('song.flac')).toBe(true);
  });

  test('recover removes originals whose days are over, and only those', async () => {
    makeSong(bench);
    const sink = sinkWith();
    await become(bench, 'song.wav', 'flac', sink);
    await sink.recover?.(bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    const { clock } = bench.context();
    const later = { ...clock, now: () => Date.now() + 8 * 24 * 3600 * 1000 };
    await sink.recover?.(bench.context({ clock: later }));
    expect(await bench.names()).toEqual(['song.flac']);
  });

  test('recover leaves alone what another worker is just replacing', async () => {
    const small: Profile = {
      name: 'small',
      container: 'flac',
      audio: { codec: 'flac', maxChannels: 1 },
    };
    bench.make('song.flac', ...noise, '-ac', '2');
    const original = await bench.bytes('song.flac');
    const sink = sinkWith({ profiles: [small] });
    const other = sinkWith({ profiles: [small] });
    const plan = await planFor(bench, 'song.flac', 'small', sink);
    const confirm = async () => void (await other.recover?.(bench.context()));
    const receipt = await sink.apply(plan, bench.context({ lease: lease({ confirm }) }));
    expect(await bench.bytes('song.flac')).not.toEqual(original);
    await sink.revert(receipt, bench.context());
    expect(await bench.bytes('song.flac')).toEqual(original);
  });

  test('a folder is known after the work, also where another process wrote the list meanwhile', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const confirm = () => bench.state.set('folders', ['m:Other/']);
    await sink.apply(plan, bench.context({ lease: lease({ confirm }) }));
    expect(await bench.state.get('folders')).toEqual(['m:Other/', 'm:']);
  });

  test('what is finished on the last day is kept until that is over', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const { undo } = await sink.apply(plan, bench.context());
    const { entry } = undo as { readonly entry: string };
    await link(bench.file(`.earmark-kept/${entry}/before/song.wav`), bench.file('song.wav'));
    const later = { ...bench.context().clock, now: () => Date.now() + 7 * 24 * 3600 * 1000 + 1000 };
    const receipt = await sink.apply(plan, bench.context({ clock: later }));
    await sink.recover?.(bench.context({ clock: later }));
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    await sink.revert(receipt, bench.context({ clock: later }));
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.wav']);
  });

  test('recover reads nothing of a file that is kept', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const receipt = await become(bench, 'song.wav', 'flac', sink);
    const { entry } = receipt.undo as { readonly entry: string };
    const record = bench.file(`.earmark-kept/${entry}/record.json`);
    await rm(record);
    await mkdir(record);
    expect(await sink.recover?.(bench.context())).toEqual([]);
  });

  test('what a kill between two renames left aside has its name again for who holds the lease', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const receipt = await sink.apply(plan, bench.context());
    const { entry } = receipt.undo as { readonly entry: string };
    const aside = asideOf(bench.file(`.earmark-kept/${entry}/after/song.flac`));
    await rename(bench.file('song.flac'), aside);
    await sink.recover?.(bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept']);
    expect(await sink.inspect(plan, bench.context())).toBe('after');
    await rename(bench.file('song.flac'), aside);
    await sink.revert(receipt, bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.wav']);
  });

  test('an undo on the last day keeps both until it is over, whoever sweeps meanwhile', async () => {
    makeSong(bench);
    const sink = sinkWith();
    const receipt = await become(bench, 'song.wav', 'flac', sink);
    const later = { ...bench.context().clock, now: () => Date.now() + 7 * 24 * 3600 * 1000 + 1000 };
    const sweep = async () => void (await sinkWith().recover?.(bench.context({ clock: later })));
    const undone = await sink.revert(
      receipt,
      bench.context({ clock: later, lease: lease({ confirm: sweep }) }),
    );
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.wav']);
    await sink.revert(undone, bench.context({ clock: later }));
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
  });

  test('an original whose result is gone is kept beyond its days', async () => {
    makeSong(bench);
    const sink = sinkWith();
    await become(bench, 'song.wav', 'flac', sink);
    await rename(bench.file('song.flac'), bench.file('moved.flac'));
    const later = { ...bench.context().clock, now: () => Date.now() + 8 * 24 * 3600 * 1000 };
    const found = (await sink.recover?.(bench.context({ clock: later }))) ?? [];
    expect(found.map(({ level }) => level)).toEqual(['warning']);
    expect(await bench.names()).toEqual(['.earmark-kept', 'moved.flac']);
  });
});
