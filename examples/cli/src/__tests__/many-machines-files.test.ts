import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { main } from '../main.ts';
import { testIo } from './test-io.ts';

const folder = fileURLToPath(new URL('../../../many-machines', import.meta.url));
const textOf = (name: string) => readFile(join(folder, name), 'utf8');

async function commandLines(): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(yaml|service|cron)$/.test(name));
  const texts = await Promise.all(names.map(textOf));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => /(?:^ +command: |\/usr\/local\/bin\/earmark )(.*)$/.exec(line)?.[1] ?? []);
}

test('what containers and services start is a command with options that there are', async () => {
  const lines = await commandLines();
  expect(lines.length).toBeGreaterThanOrEqual(5);
  for (const line of lines) {
    const [name = '', ...words] = line.split(' ');
    const io = testIo();
    expect(await main([name, '--help'], io), line).toBe(0);
    for (const flag of words.filter((word) => word.startsWith('--')))
      expect(io.written.stdout, line).toContain(`${flag} `);
  }
});

test('the image is built from the checkout, and runs for whoever owns the music', async () => {
  const compose = await textOf('compose.yaml');
  const [, context = ''] = /context: (.*)/.exec(compose) ?? [];
  const [, dockerfile = ''] = /dockerfile: (.*)/.exec(compose) ?? [];
  expect(existsSync(join(folder, context, 'pnpm-workspace.yaml'))).toBe(true);
  expect(existsSync(join(folder, context, dockerfile))).toBe(true);
  expect(existsSync(join(folder, context, `${dockerfile}.dockerignore`))).toBe(true);
  expect(compose).toMatch(/user: "\$\{PUID:-\d+\}:\$\{PGID:-\d+\}"/);
  expect(compose).toContain('init: true');
  const image = await readFile(join(folder, context, dockerfile), 'utf8');
  expect(image).toMatch(/^USER node$/m);
  expect(image).toContain('ffmpeg');
});

test('every setting that the compose file takes is in the guide', async () => {
  const [compose, guide] = await Promise.all([textOf('compose.yaml'), textOf('README.md')]);
  const settings = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
  for (const name of settings.filter((each) => each !== 'EARMARK_CONTACT'))
    expect(guide, name).toContain(name);
});
