import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixFor } from '../doctor/fixes.ts';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(1);
});
afterAll(() => house[Symbol.asyncDispose]());

const findingsOf = async () => {
  const ended = await house.earmark(['doctor', '--json']);
  return { ...ended, findings: jsonLines(ended).filter(({ event }) => event === 'finding') };
};
const about = (findings: readonly Record<string, unknown>[], kind: string) =>
  findings.filter((finding) => finding.kind === kind).map(({ level, text }) => `${level} ${text}`);

test('a root is told with what locks are worth there, the time, and who else works on it', async () => {
  const record = {
    ...{ hostname: 'attic', pid: 7, file: 'x', locked_at: '', token: 1, beat: 1 },
    ...{ timestamp: Date.now() / 1000 + 120, version: '0.0.0-old' },
  };
  const lock = join(house.music, 'song.flac.earmark.lock');
  await writeFile(lock, JSON.stringify(record));
  const { code, findings, stderr } = await findingsOf();
  await rm(lock);
  expect(code, stderr).toBe(0);
  expect(about(findings, 'root')).toEqual([
    expect.stringMatching(/^ok folder .*music: readable, writable/),
    expect.stringMatching(/^ok locks by hard link: exclusion .* a fenced lease between machines/),
    expect.stringMatching(/^warning the clock of attic is 1\d\d\.\d s ahead/),
    expect.stringMatching(/^warning attic locks with @earmark\/lock 0\.0\.0-old/),
  ]);
  expect(about(findings, 'machine')[0]).toMatch(/^ok Node 2\d/);
  expect(about(findings, 'sink').join()).toMatch(/ffmpeg/);
});

test('a root that is not there is a failure that says how to get it back', async () => {
  const config = join(house.folder, 'lost.config.mjs');
  const root = join(house.folder, 'not mounted');
  await writeFile(
    config,
    `export default { roots: { lost: ${JSON.stringify(root)} }, sources: [] };`,
  );
  const ended = await house.earmark(['doctor', '--config', config, '--state', 'other-state']);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/✗ folder .*not mounted: ENOENT/);
  expect(ended.stdout).toContain(fixFor('missing', root));
  await mkdir(root);
  const { code } = await house.earmark(['doctor', '--config', config, '--state', 'other-state']);
  expect(code).toBe(0);
});

test.each([
  ['linux', /findmnt/, /chown/],
  ['freebsd', /findmnt/, /chown/],
  ['darwin', /Connect to Server/, /Privacy & Security/],
  ['win32', /net use/, /icacls "M:\\Music"/],
] as const)('on %s the words of that system are given', (platform, missing, refused) => {
  expect(fixFor('missing', 'M:\\Music', platform)).toMatch(missing);
  expect(fixFor('refused', 'M:\\Music', platform)).toMatch(refused);
});
