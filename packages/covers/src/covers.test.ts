import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { misbehaviours } from '@earmark/testkit';
import { afterAll, expect, test } from 'vitest';
import {
  archived,
  createBench,
  musicbrainz,
  shows,
  sink,
  song,
  sourceOf,
} from './__tests__/bench.ts';
import { png } from './__tests__/png.ts';

const noFfmpeg = spawnSync('ffmpeg', ['-version']).status !== 0 && 'there is no ffmpeg in PATH';
const front = png('slope', 400);
const large = png('slope', 800);
const other = png('checks', 800);
afterAll(() => sink.close?.());
const serve = (path: string, body: unknown) => ({ on: path, answers: { body } });
const digests = (all: readonly (Uint8Array | undefined)[]) => all.map((each) => each?.length);

test('an album without a cover gets the front of its release group, and an undo takes it out again', async () => {
  await using bench = await createBench([serve(archived, front)]);
  const before = await readFile(bench.path('1.mp3'));
  const { run, bands, decisions } = await bench.run();
  expect(bands).toEqual(['auto']);
  expect(decisions[0]?.after).toEqual([expect.stringMatching(/^front image\/png 400x400 /)]);
  expect((await bench.embedded()).map((each) => front.equals(each ?? Buffer.of()))).toEqual([
    true,
    true,
    true,
  ]);
  await bench.undo(run);
  expect(await bench.embedded()).toEqual([undefined, undefined, undefined]);
  expect(await readFile(bench.path('1.mp3'))).toEqual(before);
});

test('a cover that is there stays, and nothing is fetched for it', async () => {
  await using bench = await createBench([serve(archived, large)]);
  await bench.fill(png('checks', 300));
  const { decisions } = await bench.run();
  expect(decisions).toEqual([]);
  expect(bench.server.calls).toEqual([]);
});

test('only the files that lack it get it', async () => {
  await using bench = await createBench([serve(archived, front)]);
  await bench.folder.write('music/Zoo/2.mp3', song('Bee', 2, other));
  const { decisions } = await bench.run();
  expect(decisions[0]?.targets).toEqual(['m:Zoo/1.mp3', 'm:Zoo/3.mp3']);
  expect(digests(await bench.embedded())).toEqual([front.length, other.length, front.length]);
});

test('by setting, a better picture of the same front replaces a small one', async (ctx) => {
  if (noFfmpeg) ctx.skip(noFfmpeg);
  await using bench = await createBench([serve(archived, large)]);
  await bench.fill(png('slope', 310));
  const { bands, run } = await bench.run({ replace: true });
  expect(bands).toEqual(['auto']);
  expect(digests(await bench.embedded())).toEqual([large.length, large.length, large.length]);
  await bench.undo(run);
  expect(digests(await bench.embedded())).toEqual(Array(3).fill(png('slope', 310).length));
});

test('another front never replaces one without a yes, nor does one that could not be compared', async (ctx) => {
  if (noFfmpeg) ctx.skip(noFfmpeg);
  await using bench = await createBench([serve(archived, other)]);
  await bench.fill(png('slope', 310));
  expect((await bench.run({ replace: true })).bands).toEqual(['manual']);
  expect((await bench.run({ replace: true, ffmpeg: '/there/is/none' })).bands).toEqual(['review']);
  expect(digests(await bench.embedded())).toEqual(Array(3).fill(png('slope', 310).length));
});

test('what is no larger, or less square, is not better', async () => {
  await using bench = await createBench([serve(archived, png('slope', 700, 420))]);
  await bench.fill(png('slope', 310));
  expect((await bench.run({ replace: true })).decisions).toEqual([]);
});

test.each([
  ['a page in place of a picture', { body: '<html>Not here</html>' }],
  ['a picture that is torn', { body: large.subarray(0, large.length - 40) }],
  ['more pixels than anybody looks at', { body: hugeHead() }],
  ['more bytes than are read', { body: Buffer.alloc(21 * 1024 * 1024) }],
  ['a circle of redirects', misbehaviours.redirect(archived)],
  ['a host that is not known', misbehaviours.redirect('http://elsewhere.example/a.png')],
  ['nothing', { status: 404, body: 'no' }],
  ['a picture of 120 pixels', { body: png('slope', 120) }],
] as const)('%s is no cover, and no failure', async (_, answers) => {
  await using bench = await createBench([{ on: archived, answers }]);
  const { outcome, decisions } = await bench.run();
  expect([outcome, decisions]).toEqual(['completed', []]);
});

test('an outage is on record, and the album is looked at again', async () => {
  const answers = [{ status: 500, body: 'no' }, { body: front }];
  await using bench = await createBench([{ on: archived, answers }]);
  const { decisions } = await bench.run();
  expect(decisions).toMatchObject([{ field: 'picture', belief: 0, silent: ['musicbrainz'] }]);
  expect((await bench.run()).counts.applied).toBe(3);
});

test('a source that means another album shows nothing', async () => {
  await using bench = await createBench([serve('/theirs.png', other), serve(archived, front)]);
  const theirs = sourceOf('theirs', {
    title: 'Zoo (Live at the Aquarium)',
    tracks: [],
    claims: [
      {
        field: 'picture',
        value: `${bench.server.baseUrl}/theirs.png`,
        strength: 1,
        level: 'release',
      },
    ],
  });
  bench.ask(theirs, musicbrainz);
  await bench.run();
  expect(digests(await bench.embedded())).toEqual(Array(3).fill(front.length));
});

test('what members photographed waits for a yes, unless another source shows the same', async (ctx) => {
  if (noFfmpeg) ctx.skip(noFfmpeg);
  await using bench = await createBench([serve('/d.png', front), serve('/z.png', large)]);
  const [d, z] = [`${bench.server.baseUrl}/d.png`, `${bench.server.baseUrl}/z.png`];
  bench.ask(shows('discogs', d));
  expect((await bench.run()).bands).toEqual(['review']);
  bench.ask(shows('discogs', d), shows('deezer', z));
  expect((await bench.run()).bands).toEqual(['auto']);
});

test('a yes that comes later writes what was shown then, and text cannot stand in for it', async () => {
  await using bench = await createBench([
    { on: '/d.png', answers: [{ body: front }, { status: 404, body: '' }] },
  ]);
  bench.ask(shows('discogs', `${bench.server.baseUrl}/d.png`));
  expect((await bench.run({ where: 'both', format: 'png' })).bands).toEqual(['review', 'review']);
  await expect(bench.edit()).rejects.toMatchObject({ code: 'config' });
  expect(await bench.acceptAll()).toEqual({ accepted: 2, applied: 4 });
  expect(await readFile(bench.path('cover.png'))).toEqual(front);
  expect(digests(await bench.embedded())).toEqual(Array(3).fill(front.length));
});

test('as a file it lies beside the music, and no undo forgets it', async () => {
  await using bench = await createBench([serve(archived, front)]);
  const { run } = await bench.run({ where: 'file', format: 'png' });
  expect(await readFile(bench.path('cover.png'))).toEqual(front);
  expect(await bench.embedded()).toEqual([undefined, undefined, undefined]);
  await bench.undo(run);
  await expect(readFile(bench.path('cover.png'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a folder that already has its picture keeps it, whatever it is called', async () => {
  await using bench = await createBench([serve(archived, large)]);
  await writeFile(bench.path('Folder.PNG'), front);
  expect((await bench.run({ where: 'file', format: 'png' })).decisions).toEqual([]);
});

test('a folder with songs of another album gets no picture file', async () => {
  await using bench = await createBench([serve(archived, front)]);
  await bench.folder.write('music/Zoo/9.mp3', song('Dog', 9, undefined, 'Elsewhere'));
  await bench.run({ where: 'file', format: 'png' });
  await expect(readFile(bench.path('cover.png'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what is too large becomes smaller, in the format that was asked for', async (ctx) => {
  if (noFfmpeg) ctx.skip(noFfmpeg);
  await using bench = await createBench([serve(archived, large)]);
  const { decisions } = await bench.run({ atMost: 500, format: 'jpeg' });
  expect(decisions[0]?.after).toEqual([expect.stringMatching(/^front image\/jpeg 500x500 /)]);
});

test('a misspelt option is refused by name', async () => {
  await using bench = await createBench([]);
  await expect(bench.run({ atmost: 5 } as object)).rejects.toMatchObject({ code: 'config' });
});

/** The head of a PNG of 20,000 by 20,000 pixels, with an end. */
function hugeHead(): Buffer {
  const bytes = Buffer.from(front);
  bytes.writeUInt32BE(20_000, 16);
  bytes.writeUInt32BE(20_000, 20);
  return bytes;
}
