/**
 * SIGKILL at random instants on the way from a wish to a described book, with services that count: nothing is
 * added twice, nothing is lost, no half book is ever visible, and a session value that was used up is sent again
 * only where a kill lay between an answer and its writing down; that is then told. Prints one JSON object.
 *
 *   node bench/books/kill.ts [--kills 60] [--seed 1]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  createAbsStandIn,
  createMamStandIn,
  createQbittorrentStandIn,
  createTempFolder,
} from '@earmark/testkit';
import { createRandom } from '../matching/world/random.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const random = createRandom(Number(values.seed));
await using folder = await createTempFolder();
const library = join(folder.path, 'library');
await mkdir(library);
const sound = 'sound of a book';
const torrents: Record<string, unknown>[] = [];
const infoOf = (name: string) => `d4:name${name.length}:${name}6:pieces0:e`;
const hashOf = (name: string) => createHash('sha1').update(infoOf(name)).digest('hex');
const names = new Map<string, string>();

await using site = await createMamStandIn({
  session: 'synthetic-session-0',
  torrents,
  file: (id) => Buffer.from(`d4:info${infoOf(`Book ${id}`)}e`),
});
await using client = await createQbittorrentStandIn({
  folder: join(folder.path, 'downloads'),
  open: (torrent) => {
    const text = torrent.toString('latin1');
    const [before = '', length = '0'] = /4:name(\d+):/.exec(text) ?? [];
    const from = text.indexOf(before) + before.length;
    const name = text.slice(from, from + Number(length));
    return { name, hash: hashOf(name) };
  },
  files: (hash) => [{ name: `${names.get(hash)}/a.m4b`, size: sound.length }],
});
await using shelf = await createAbsStandIn({ token: 'synthetic' });

let [kills, rounds, renewed, lost, odd] = [0, 0, 0, 0, 0];
let session = 'synthetic-session-0';

/** How the process ended: by itself, with its last line, or killed after so long. */
async function startChild(title: string, killAfterMs: number | undefined): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      join(import.meta.dirname, 'kill-child.ts'),
      folder.path,
      site.baseUrl,
      client.baseUrl,
      shelf.baseUrl,
      session,
      title,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  const exited = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_, signal) => resolve(signal)),
  );
  const stop = new AbortController();
  if (killAfterMs !== undefined)
    sleep(killAfterMs, undefined, { signal: stop.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
  const signal = await exited;
  stop.abort();
  return signal === 'SIGKILL' ? 'killed' : said.trim();
}

async function visibleBooks(): Promise<readonly string[]> {
  const entries = await readdir(library, { recursive: true });
  return entries.filter((entry) => entry.endsWith('.m4b') && !entry.startsWith('.'));
}

const usual: number[] = [];
while (kills < Number(values.kills)) {
  rounds += 1;
  const title = `Book ${rounds}`;
  names.set(hashOf(title), title);
  torrents.push({
    id: rounds,
    title,
    author_info: '{"1":"Ann Author"}',
    size: '15',
    seeders: 3,
    free: 1,
    filetype: 'm4b',
  });
  await folder.write(`downloads/${title}/a.m4b`, sound);
  shelf.put({ id: `b${rounds}`, title: 'Track 1', path: `/books/Ann Author/${title}` });
  const most = usual.length < 3 ? undefined : Math.max(...usual.slice(-3));
  for (let end = ''; end !== 'done'; ) {
    const started = performance.now();
    const isKilled = most !== undefined && kills < Number(values.kills) && random.chance(0.85);
    end = await startChild(title, isKilled ? random.next() * most : undefined);
    if (end === 'killed') kills += 1;
    if (end === 'done') usual.push(performance.now() - started);
    if (/was lost|does not accept|has refused/.test(end)) {
      if (/was lost/.test(end)) lost += 1;
      renewed += 1;
      session = `synthetic-session-${renewed}`;
      site.renew(session);
    } else if (end !== 'done' && end !== 'killed') {
      odd += 1;
      console.error(end);
      if (odd > 20) throw new Error('it does not come to an end');
    }
  }
  const visible = await visibleBooks();
  if (visible.length !== rounds) throw new Error(`${visible.length} books after ${rounds} rounds`);
  const { nlink } = await stat(join(library, 'Ann Author', title, 'a.m4b'));
  if (nlink !== 2) throw new Error(`${title} has ${nlink} names`);
}
const twice = [...client.added.values()].filter((times) => times > 1).length;
console.log(
  JSON.stringify({
    kills,
    rounds,
    addedTwice: twice,
    sessionsLost: renewed,
    toldAsLost: lost,
    usedUpValuesSent: site.refused,
  }),
);
if (twice > 0 || renewed < site.refused) process.exitCode = 1;
