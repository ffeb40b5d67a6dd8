/**
 * A hundred accounts of one server: all of them started at once, and what they cost when nothing is to be done.
 *
 *   node bench/api/accounts.ts [--accounts 100] [--albums 1000] [--idle 60]
 *
 * Each has so many albums in its catalogue, and a turn that reads nothing. One JSON line for the start: how long all
 * took, the most memory, whether each ran once. A second one of a fresh server with these accounts: the share of a core
 * and the memory of so many seconds with nothing to do, and the memory once somebody has looked at all accounts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer } from '@earmark/api/node';
import { createEarmark, pipeline, recipe, silentLog } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import { startChild } from './child.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100' },
    albums: { type: 'string', default: '1000' },
    idle: { type: 'string', default: '60' },
  },
});
const names = Array.from({ length: Number(values.accounts) }, (_, n) => `account-${n}`);
const albums = Number(values.albums);

const runs = new Map<string, number>();
const work = recipe({
  name: 'work',
  request: { safeParse: () => ({ success: true as const, data: {} }) },
  pipeline: (_request, { account }) =>
    pipeline({
      name: 'work',
      async *start() {
        runs.set(account, (runs.get(account) ?? 0) + 1);
        for (let item = 0; item < 50; item += 1) {
          await sleep(2);
          yield item;
        }
      },
    }),
});

const folder = mkdtempSync(join(tmpdir(), 'earmark-accounts-'));
const earmark = await createEarmark({
  store: createSqliteStore({ folder }),
  account: 'host',
  recipes: [work],
});
const server = await startServer({
  earmark,
  log: silentLog,
  port: 0,
  work: ({ name }) => (name === 'host' ? undefined : { recipe: 'work', request: {} }),
});
try {
  for (const name of names) {
    await server.accounts.create({ name }, {});
    await server.accounts.configure(name, { intervalMinutes: 600 }, {});
    const { catalogue } = await earmark.for(name).store();
    await catalogue.apply({
      putAlbums: Array.from({ length: albums }, (_, n) => ({
        ...{
          id: `${name}-${n}`,
          root: 'music',
          folder: `Artist ${n}/Album`,
          kind: 'album' as const,
        },
        ...{ title: `Album ${n}`, creators: [`Artist ${n}`], year: 1990 },
      })),
    });
  }
  await server.accounts.idle();
  runs.clear();
  const start = performance.now();
  let most = 0;
  await Promise.all(
    names.map((name) => server.accounts.control(name, 'start', {}).catch(() => undefined)),
  );
  while (runs.size < names.length || (await server.accounts.totals()).running > 0) {
    most = Math.max(most, process.memoryUsage().rss);
    await sleep(100);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    JSON.stringify({
      bench: 'api/accounts',
      accounts: names.length,
      albums: names.length * albums,
      allRanSeconds: Number(seconds.toFixed(1)),
      mostAtOnce: (await server.accounts.totals()).maxConcurrent,
      onceEach: [...runs.values()].every((times) => times === 1),
      mostMemoryMb: Math.round(most / 1e6),
    }),
  );
} finally {
  await server.close();
  await earmark.close();
}
const fresh = await startChild('ours', folder, 'host', 'turns');
try {
  await sleep(5000);
  const before = await fresh.figures();
  const idle = Number(values.idle);
  await sleep(idle * 1000);
  const after = await fresh.figures();
  const headers = { authorization: `Bearer ${fresh.key}` };
  await (await fetch(new URL('/api/users', fresh.url), { headers })).text();
  const mb = ({ rss }: { readonly rss: number }) => Math.round(rss / 1e6);
  console.log(
    JSON.stringify({
      bench: 'api/accounts',
      what: 'with nothing to do',
      seconds: idle,
      corePercent: Number(((after.cpuMs - before.cpuMs) / 10 / idle).toFixed(2)),
      memoryMb: mb(after),
      memoryMbOnceAllWereLookedAt: mb(await fresh.figures()),
    }),
  );
} finally {
  fresh.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
