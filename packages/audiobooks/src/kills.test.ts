import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createAbsStandIn,
  createMamStandIn,
  createQbittorrentStandIn,
  createTempFolder,
} from '@earmark/testkit';
import { expect, test } from 'vitest';
import { live } from './__tests__/live.ts';

const isLong = process.env.EARMARK_SOAK === '1';
/** Short by default: a few kills, far apart. */
const [wanted, stride] = isLong ? [500, 3] : [3, 41];
/** About as many steps has the whole way. The first process of each book dies at another one of them. */
const steps = 170;
const firstOf = (book: number) => (isLong ? ((book * 7) % steps) + 1 : steps / 2);
/** Steps between an answer of the site and the writing of what it brought. */
const lostBy = /^after \w+ \/(?:tor|jsonLoad)|^before store\.state\./;
const sound = 'sound of a book';
const infoOf = (name: string) => `d4:name${name.length}:${name}6:pieces0:e`;
const hashOf = (name: string) => createHash('sha1').update(infoOf(name)).digest('hex');

async function createWorld() {
  const folder = await createTempFolder();
  const library = join(folder.path, 'library');
  await mkdir(library);
  const torrents: Record<string, unknown>[] = [];
  const site = await createMamStandIn({
    session: 'synthetic-session-0',
    torrents,
    file: (id) => Buffer.from(`d4:info${infoOf(`Book ${id}`)}e`),
  });
  const names = new Map<string, string>();
  const client = await createQbittorrentStandIn({
    folder: join(folder.path, 'downloads'),
    open(torrent) {
      const name = /Book \d+(?=6:pieces)/.exec(torrent.toString('latin1'))?.[0] ?? '';
      return { name, hash: hashOf(name) };
    },
    files: (hash) => [{ name: `${names.get(hash)}/a.m4b`, size: sound.length }],
  });
  const shelf = await createAbsStandIn({ token: 'synthetic' });
  return {
    ...{ folder, library, site, client, shelf },
    async offer(id: number): Promise<string> {
      const title = `Book ${id}`;
      names.set(hashOf(title), title);
      torrents.push({
        ...{ id, title, author_info: '{"1":"Ann Author"}', narrator_info: `{"2":"Reader ${id}"}` },
        mediainfo: '{"General":{"Duration":"3600"}}',
        ...{ size: '15', seeders: 3, free: 1, filetype: 'm4b' },
      });
      await folder.write(`downloads/${title}/a.m4b`, sound);
      const path = `/books/Ann Author/${title} {Reader ${id}}`;
      shelf.put({ id: `b${id}`, title: 'Track 1', authors: ['Ann Author'], path });
      return title;
    },
    async [Symbol.asyncDispose]() {
      for (const each of [site, client, shelf]) await each.close();
      await folder.remove();
    },
  };
}

test(
  `killed ${wanted} times, at every step of the way, and again while it is taken up: nothing is lost, added twice or written twice`,
  async () => {
    await using world = await createWorld();
    const { site, client, shelf, library, folder } = world;
    const urls = [site.baseUrl, client.baseUrl, shelf.baseUrl];
    let [kills, books, told, session] = [0, 0, 0, 'synthetic-session-0'];
    while (kills < wanted) {
      books += 1;
      const title = await world.offer(books);
      let [at, end] = [firstOf(books), ''];
      for (let child = 1; end !== 'done'; child += 1) {
        if (child > 2_000) throw new Error(`it does not come to an end: ${end}`);
        end = await live('./kill-child.ts', folder.path, [
          ...urls,
          session,
          title,
          kills < wanted ? at : 0,
        ]);
        if (end === 'killed') kills += 1;
        else if (/was lost/.test(end)) {
          // A kill between an answer and its writing down: it is said, and a person makes a new session.
          told += 1;
          session = `synthetic-session-${told}`;
          site.renew(session);
        } else if (end !== 'done') throw new Error(end);
        at = child === 1 ? 1 : at + stride;
      }
      const place = join(library, 'Ann Author', `${title} {Reader ${books}}`);
      expect((await stat(join(place, 'a.m4b'))).nlink).toBe(2);
      expect(shelf.books.find(({ id }) => id === `b${books}`)?.narrators).toEqual([
        `Reader ${books}`,
      ]);
    }
    const bodies = shelf.patches.map((body) => JSON.stringify(body));
    const places = (await readFile(join(folder.path, 'kills.log'), 'utf8')).trimEnd().split('\n');
    console.log(
      JSON.stringify({ kills, books, places: new Set(places).size, sessionsLostAndTold: told }),
    );
    expect(places).toHaveLength(kills);
    expect([...client.added.values()]).toEqual(Array.from({ length: books }, () => 1));
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(shelf.mostPatchesAtOnce).toBe(1);
    // A value that was used up came again only after a kill between an answer and its writing down; and it was said.
    const between = places.filter((step) => lostBy.test(step)).length;
    expect(site.refused).toBeLessThanOrEqual(between);
    expect(site.refused).toBeGreaterThanOrEqual(told);
    if (site.refused > 0) expect(told).toBeGreaterThan(0);
    const entries = await readdir(library, { recursive: true });
    expect(entries.filter((entry) => entry.endsWith('.m4b'))).toHaveLength(books);
    expect((await readdir(library)).filter((name) => name !== 'Ann Author')).toEqual([]);
  },
  120_000 + wanted * 10_000,
);
