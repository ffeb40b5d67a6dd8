import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFields } from '@earmark/standard';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chromiumPath,
  launch,
  openPage,
} from '../../../../packages/dashboard/src/__tests__/browser.ts';
import { demoFolder } from '../demo/library.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

const password = 'correct horse battery';
const title = '<img src=x onerror=alert(1)>';
const genre = '"><svg onload=alert(2)>';
const artist = 'javascript:alert(3)';
/** Of the same length as what it shows; the text after it is drawn from right to left. */
const fileName = '01 \u202Egpj.flac';

let folder: string;
let server: DemoServer;
let key: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-attacks-'));
  server = await startDemoServer(folder);
  const place = join(folder, 'music', 'Evil', 'Album');
  await mkdir(place, { recursive: true });
  const file = join(place, fileName);
  await copyFile(join(demoFolder, 'fixtures', 'tone.flac'), file);
  await withPicture(
    file,
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(4)"/>',
  );
  const set = {
    album: [title],
    albumartist: [artist],
    artist: [artist],
    genre: [genre],
    title: [title],
  };
  const edits = [{ file, set: { ...set, track: ['1'] } }];
  const roots = { demo: join(folder, 'music') };
  await setFields(server.earmark, { name: 'make it hostile', roots, edits }).done;
  await (await server.earmark.start('scan', {})).done;
  key = await ownKey();
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function ownKey(): Promise<string> {
  const send = (path: string, body: object, headers = {}) =>
    fetch(new URL(path, server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { headers } = await send('/api/setup', { name: 'Olga', password });
  const cookie = headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const made = await send('/api/keys', { name: 'x', scopes: ['all'], accounts: ['*'] }, { cookie });
  return ((await made.json()) as { readonly key: string }).key;
}
const ask = (path: string) =>
  fetch(new URL(path, server.url), { headers: { authorization: `Bearer ${key}` } });
const album = async () => {
  const { items } = (await (await ask('/api/albums')).json()) as {
    readonly items: readonly { readonly id: string; readonly title: string }[];
  };
  return items[0] ?? { id: '', title: '' };
};

/** A FLAC file gets a picture block right behind its first one. */
async function withPicture(file: string, mime: string, picture: string): Promise<void> {
  const bytes = await readFile(file);
  const afterFirst = 8 + bytes.readUIntBE(5, 3);
  const number = (value: number) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(value);
    return four;
  };
  const sized = (text: string) => [number(Buffer.byteLength(text)), Buffer.from(text)];
  const block = Buffer.concat([
    number(3),
    ...sized(mime),
    ...sized(''),
    ...[1, 1, 24, 0].map(number),
    ...sized(picture),
  ]);
  const header = number(block.length);
  header[0] = 6;
  await writeFile(
    file,
    Buffer.concat([bytes.subarray(0, afterFirst), header, block, bytes.subarray(afterFirst)]),
  );
}

test('attack 16: a picture that is a page is not sent, and what is sent is run by nobody', async () => {
  const { id } = await album();
  const answer = await ask(`/api/covers/${id}`);
  expect(answer.status).toBe(415);
  expect(await answer.text()).not.toContain('<svg');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

test.skipIf(!chromiumPath)(
  'attack 15: what a library holds is text on every page, and no address in it can be followed',
  async () => {
    const { id, title: shown } = await album();
    expect(shown).toBe(title);
    const browser = await launch();
    try {
      const { page, faults } = await openPage(browser);
      await page.goto(server.url);
      await page.getByLabel('Name').fill('Olga');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
      for (const path of [
        'albums',
        `albums/${encodeURIComponent(id)}`,
        'review',
        'quality',
        'runs',
      ]) {
        await page.goto(new URL(path, server.url).href);
        if (path.startsWith('albums')) await page.getByText(title).first().waitFor();
        else await page.getByRole('heading').first().waitFor();
        const links = await page
          .locator('a[href]')
          .evaluateAll((all) => all.map((each) => (each as unknown as { href: string }).href));
        expect(links.filter((link) => !/^https?:/.test(link))).toEqual([]);
        expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
      }
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
