import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(4);
});
afterAll(() => house[Symbol.asyncDispose]());

const last = (lines: readonly Record<string, unknown>[]) => lines.at(-1) ?? {};

describe('the main job', () => {
  test('a dry run says what would change, in JSON, and changes nothing', async () => {
    const before = await digestsOf(house.music);
    const run = await house.earmark(['tag', house.music, '--dry-run', '--json']);
    expect(run.code, run.stderr).toBe(0);
    const lines = jsonLines(run);
    expect(last(lines)).toMatchObject({
      event: 'run-ended',
      outcome: 'completed',
      counts: { subjects: 4, planned: 20 },
    });
    expect(lines.filter(({ event }) => event === 'decision-made')).toHaveLength(4);
    expect(differences(before, await digestsOf(house.music))).toEqual([]);
  });

  test('--fields decides on these alone, and what was never measured is not written without a yes', async () => {
    const args = ['tag', house.music, '--dry-run', '--json', '--fields', 'albumartist,album'];
    const decisions = jsonLines(await house.earmark(args)).filter(
      ({ event }) => event === 'decision-made',
    );
    expect(decisions).toHaveLength(4);
    for (const { decision } of decisions)
      expect(decision).toMatchObject({
        field: 'albumartist',
        before: [],
        after: [expect.stringMatching(/^Artist /)],
        band: expect.stringMatching(/review|manual/),
      });
  });

  test('tag writes, diff shows it, undo puts it back, and runs knows all of them', async () => {
    const before = await digestsOf(house.music);
    const tagged = await house.earmark(['tag', house.music, '--json']);
    expect(tagged.code, tagged.stderr).toBe(0);
    const { run } = last(jsonLines(tagged)) as { readonly run: string };
    expect(differences(before, await digestsOf(house.music))).toHaveLength(20);
    const diff = jsonLines(await house.earmark(['diff', run, '--json']));
    expect(diff).toHaveLength(20);
    expect(diff[0]).toMatchObject({
      event: 'change',
      diff: [{ field: 'genre', before: ['Other'] }],
    });
    expect((await house.earmark(['undo', run])).stdout).toContain('20 files put back, 0 refused');
    expect(differences(before, await digestsOf(house.music))).toEqual([]);
    const runs = jsonLines(await house.earmark(['runs', '--json']));
    expect(runs.map(({ pipeline, state }) => [pipeline, state]).slice(0, 2)).toEqual([
      ['undo', 'completed'],
      ['files', 'completed'],
    ]);
  });

  test('an outage of the only source is named in every decision, writes nothing, and afterwards the same command completes', async () => {
    const before = await digestsOf(house.music);
    const env = { EARMARK_TEST_OUTAGE: '1' };
    const ended = await house.earmark(['tag', 'music', '--json'], { env });
    expect(ended.code).toBe(1);
    const silent = jsonLines(ended);
    expect((await house.earmark(['undo', 'no-such-run'])).code).toBe(2);
    const shown = await house.earmark(['runs', 'show', String(last(silent)?.run), '--json']);
    expect(jsonLines(shown)[0]).toMatchObject({ request: { path: house.music } });
    const decisions = silent.filter(({ event }) => event === 'decision-made');
    expect(decisions).toHaveLength(4);
    for (const { decision } of decisions) expect(decision).toMatchObject({ silent: ['memory'] });
    expect(differences(before, await digestsOf(house.music))).toEqual([]);
    const dry = await house.earmark(['tag', house.music, '--json', '--dry-run']);
    expect(last(jsonLines(dry))).toMatchObject({ counts: { planned: 20 } });
  });

  test('--album and --sample choose', async () => {
    const one = await house.earmark([
      'tag',
      house.music,
      '--dry-run',
      '--json',
      '--album',
      'Artist 2,Album 2',
    ]);
    expect(last(jsonLines(one))).toMatchObject({ counts: { subjects: 1, planned: 5 } });
    const two = await house.earmark(['tag', house.music, '--dry-run', '--json', '--sample', '2']);
    expect(last(jsonLines(two))).toMatchObject({ counts: { planned: 10 } });
    const none = await house.earmark([
      'tag',
      house.music,
      '--dry-run',
      '--album',
      'Nobody,Nothing',
    ]);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('no album matches') });
  });
});

describe('single files', () => {
  test('tags show gives one line a file, in the order given, the unreadable ones too', async () => {
    const good = join(house.music, 'Artist 0', 'Album 0', '01.mp3');
    const bad = join(house.folder, 'not a song.mp3');
    await writeFile(bad, 'words, words, words');
    const shown = await house.earmark(['tags', 'show', bad, good, '--json']);
    expect(shown.code).toBe(1);
    expect(jsonLines(shown)).toMatchObject([
      { path: bad, ok: false, error: { code: expect.any(String) } },
      {
        path: good,
        ok: true,
        format: 'mp3',
        fields: { album: ['Album 0'], track: ['1'] },
        pictures: 0,
        chapters: 0,
      },
    ]);
  });

  test('tags set writes, says what it replaced, and has nothing to do the second time', async () => {
    const file = join(house.music, 'Artist 1', 'Album 1', '02.flac');
    const args = ['tags', 'set', file, '--genre', 'Rock', '--genre', 'Indie Rock', '--json'];
    expect(jsonLines(await house.earmark(args))).toEqual([
      {
        path: file,
        ok: true,
        applied: [{ field: 'genre', before: ['Other'], after: ['Rock', 'Indie Rock'] }],
      },
    ]);
    expect(jsonLines(await house.earmark(args))).toEqual([{ path: file, ok: true, applied: [] }]);
  });

  test('tags set of a file that is not there is an error of that file, and the others are written', async () => {
    const there = join(house.music, 'Artist 1', 'Album 1', '03.flac');
    const missing = join(house.music, 'none.mp3');
    const set = await house.earmark(['tags', 'set', missing, there, '--genre', 'Pop', '--json']);
    expect(set.code).toBe(1);
    expect(jsonLines(set)).toMatchObject([
      { path: missing, ok: false, error: { code: 'io' } },
      { path: there, ok: true },
    ]);
  });
});

describe('the catalogue', () => {
  test('scan counts files and albums, and a second scan finds nothing new', async () => {
    const first = last(
      jsonLines(await house.earmark(['scan', house.music, '--json', '--state', 'other'])),
    );
    expect(first).toMatchObject({
      event: 'run-ended',
      counts: { files: 20, albums: 4, new: 20, failed: 0 },
    });
    const second = last(
      jsonLines(await house.earmark(['scan', house.music, '--json', '--state', 'other'])),
    );
    expect(second).toMatchObject({
      counts: { files: 20, albums: 4, new: 0, changed: 0, removed: 0 },
    });
  });

  test('analyze says what is complete', async () => {
    const lines = jsonLines(await house.earmark(['analyze', house.music, '--json']));
    const analysis = lines.find(({ event }) => event === 'analysis');
    expect(analysis).toMatchObject({
      albums: 4,
      files: 20,
      completeness: expect.arrayContaining([{ field: 'title', share: 1, missing: 0 }]),
    });
  });

  test('names that would break a careless program are only names', async () => {
    const folder = join(house.folder, 'odd');
    const names = ['new\nline', '-rf', 'it\'s "quoted"', ' space ', 'ü𝄞'];
    for (const name of names) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(
        join(folder, name, `${name}.mp3`),
        await readFile(join(house.music, 'Artist 0', 'Album 0', '01.mp3')),
      );
    }
    const scanned = await house.earmark(['scan', folder, '--json', '--state', 'odd-state']);
    expect(scanned.code, scanned.stderr).toBe(0);
    expect(last(jsonLines(scanned))).toMatchObject({ counts: { files: names.length, failed: 0 } });
  });
});

describe('wrong usage', () => {
  test.each([
    [['tag'], /missing required argument/],
    [['tag', '/no/such/folder'], /does not exist/],
    [['tag', ''], /path is empty/],
    [['tga', '.'], /unknown command/],
    [['tag', '.', '--nonsense'], /unknown option/],
    [['tag', '.', '--confidence', 'much'], /percentage/],
    [['tag', '.', '--sources', 'nobody'], /Unknown source "nobody"/],
    [['tag', '.', '--fields', 'genre,yaer'], /Unknown field "yaer".*albumartist.*year/],
    [['undo', 'nothing'], /Unknown run or receipt "nothing"/],
    [['tags', 'set', 'x.mp3'], /nothing to set/],
    [['scan', '.', '--account', '../x'], /is not a valid account name/],
    [['scan', '.', '--config', 'none.ts'], /No configuration at/],
  ])('%j says what is wrong', async (args, message) => {
    const { code, stderr } = await house.earmark(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test('help teaches, and is no failure', async () => {
    const { code, stdout } = await house.earmark(['tag', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Tyler, The Creator');
  });

  test('a broken configuration names its file', async () => {
    await writeFile(join(house.folder, 'broken.config.mjs'), 'export default { sorces: [] };');
    const { code, stderr } = await house.earmark(['runs', '--config', 'broken.config.mjs']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.config\.mjs: unknown option "sorces"/);
  });
});

describe('locks', () => {
  test('a command runs under a lock with its token, and its exit code is ours', async () => {
    const file = join(house.folder, 'thing');
    const node = [
      '--',
      process.execPath,
      '-e',
      'process.stdout.write(process.env.EARMARK_LOCK_TOKEN); process.exit(3)',
    ];
    expect(await house.spawn(['locks', 'run', file, ...node])).toMatchObject({
      code: 3,
      stdout: '1',
    });
    expect(await house.spawn(['locks', 'run', file, ...node])).toMatchObject({
      code: 3,
      stdout: '2',
    });
  });

  test('a held lock is 75, names its holder, and is listed', async () => {
    const file = join(house.folder, 'held');
    const inner = ['locks', 'list', house.folder, '--json'];
    const listed = await house.spawn([
      'locks',
      'run',
      file,
      '--',
      process.execPath,
      ...house.command,
      ...inner,
    ]);
    expect(jsonLines(listed)).toMatchObject([{ event: 'lock', key: file, state: 'held' }]);
    const refused = await house.spawn([
      'locks',
      'run',
      file,
      '--',
      process.execPath,
      ...house.command,
      'locks',
      'run',
      file,
      '--',
      'true',
    ]);
    expect(refused.code).toBe(75);
    expect(refused.stderr).toMatch(/held/);
  });
});

describe('accounts', () => {
  test('what one account did, another does not see', async () => {
    const own = join(house.folder, 'of ann');
    await cp(join(house.music, 'Artist 0'), own, { recursive: true });
    const ann = await house.earmark(['scan', own, '--json', '--account', 'ann']);
    expect(ann.code, ann.stderr).toBe(0);
    // The folder of one account is refused to another.
    const ben = await house.earmark(['scan', own, '--account', 'ben']);
    expect(ben.stderr).toMatch(/overlaps/);
    expect(
      jsonLines(
        await house.earmark([
          'diff',
          '--json',
          '--account',
          'ben',
          String(jsonLines(ann).at(-1)?.run),
        ]),
      ),
    ).toMatchObject([{ event: 'failed' }]);
    expect(jsonLines(await house.earmark(['runs', '--json', '--account', 'ann']))).toHaveLength(1);
  });
});

test('init writes a configuration that loads', async () => {
  const folder = join(house.folder, 'fresh');
  await mkdir(folder);
  const wrote = await house.earmark(['init', folder]);
  expect(wrote.code, wrote.stderr).toBe(0);
  expect(await readFile(join(folder, 'earmark.config.ts'), 'utf8')).toContain('defineConfig');
  expect((await house.earmark(['init', folder])).code).toBe(2);
  const nowhere = await house.earmark(['init', join(folder, 'nowhere')]);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringMatching(/make the folder/)]);
  await chmod(join(folder, 'earmark.config.ts'), 0o644);
});
