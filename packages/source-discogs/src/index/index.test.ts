import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createPluginBench, createTempFolder, type TempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { buildDiscogsIndex, createDiscogsIndexSource } from './index.ts';

let temp: TempFolder;
let file: string;
beforeEach(async () => {
  temp = await createTempFolder();
  file = join(temp.path, 'discogs.db');
});
afterEach(() => temp.remove());

const artist =
  '<artists><artist><id>5</id><name>Persuader, The (2)</name><anv></anv></artist></artists>';
const styles =
  '<genres><genre>Electronic</genre></genres><styles><style>Deep House</style></styles>';
const masters = `<masters>
<master id="18500"><main_release>1</main_release>${artist}${styles}<year>1999</year><title>Stockholm</title></master>
<master id="7"><artists><artist><name>Various</name></artist></artists>${styles}<year>0</year><title>R&amp;B</title></master>
</masters>`;
const release = (id: number, title: string, master: string) =>
  `<release id="${id}" status="Accepted">${artist}<title>${title}</title><labels><label name="Svek" catno="SK032" id="5"/></labels><extraartists/><formats><format name="Vinyl" qty="2" text=""><descriptions><description>12"</description><description>Album</description></descriptions></format></formats>${styles}<country>Sweden</country><released>1999-03-00</released>${master}<tracklist><track><position></position><title>Side one</title><duration></duration></track><track><position>A</position><title>\u00d6stermalm</title><duration>4:45</duration></track></tracklist></release>`;
const releases = `<releases>
${release(1, 'Stockholm', '<master_id is_main_release="true">18500</master_id>')}
${release(2, 'Stockholm', '<master_id is_main_release="false">18500</master_id>')}
${release(3, 'Alone', '')}
</releases>`;

async function dump(name: string, text: string): Promise<string> {
  const path = join(temp.path, name);
  await writeFile(path, gzipSync(text));
  return path;
}
async function ask() {
  const bench = await createPluginBench();
  const source = createDiscogsIndexSource({ file });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  const ctx = bench.context(source);
  return (title: string, creator = 'The Persuader') =>
    source.find({ kind: 'album', title, creators: [creator] }, ctx);
}

test('masters alone answer with styles and genres, signs of names gone', async () => {
  const dumps = [await dump('discogs_20260101_masters.xml.gz', masters)];
  expect(await buildDiscogsIndex({ dumps, file })).toMatchObject({ albums: 2 });
  const find = await ask();
  expect(await find('Stockholm')).toEqual([
    {
      id: 'master/18500',
      title: 'Stockholm',
      creators: ['The Persuader'],
      year: 1999,
      ids: { 'discogs-master': '18500' },
      claims: [
        { field: 'genre', value: 'Deep House', strength: 1, level: 'release' },
        { field: 'genre', value: 'Electronic', strength: 0.5, level: 'release' },
      ],
    },
  ]);
  const [various] = await find('R&B', 'Various Artists');
  expect(various).toMatchObject({ creators: ['Various Artists'] });
  expect(various).not.toHaveProperty('year');
});

test('releases add what masters do not say, and works without a master', async () => {
  const dumps = [
    await dump('discogs_20260101_masters.xml.gz', masters),
    await dump('discogs_20260101_releases.xml.gz', releases),
  ];
  expect(await buildDiscogsIndex({ dumps, file })).toMatchObject({ albums: 3, records: 5 });
  const find = await ask();
  expect(await find('Stockholm')).toMatchObject([
    {
      id: 'master/18500',
      label: 'Svek',
      country: 'Sweden',
      types: ['album'],
      tracks: [{ position: 1, title: '\u00d6stermalm', durationSeconds: 285 }],
    },
  ]);
  expect(await find('Alone')).toMatchObject([{ id: 'release/3' }]);
});

test('a dump that does not say what it is, is refused', async () => {
  const dumps = [await dump('dump.xml.gz', masters)];
  await expect(buildDiscogsIndex({ dumps, file })).rejects.toMatchObject({ code: 'config' });
});
