/**
 * A server to measure, in a process of its own: prints `{url, key}` once it answers, and its own figures at `/figures`.
 *
 *   node bench/api/server.ts ours|bare <state folder> [account] [turns]
 */
import { createServer } from 'node:http';
import { startServer } from '@earmark/api/node';
import { createEarmark, silentLog } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import { startBare } from './bare.ts';

const [kind = 'ours', folder = '', account = 'bench', turns] = process.argv.slice(2);

/** What the process has used so far. */
const figures = createServer((_request, response) => {
  const { user, system } = process.cpuUsage();
  response.end(JSON.stringify({ cpuMs: (user + system) / 1000, rss: process.memoryUsage().rss }));
});
await new Promise<void>((resolve) => figures.listen(0, '127.0.0.1', resolve));
const { port } = figures.address() as { readonly port: number };
const say = (more: object) =>
  console.log(JSON.stringify({ ...more, figures: `http://127.0.0.1:${port}` }));

if (kind === 'bare') say({ url: await startBare(folder, account), key: '' });
else {
  const earmark = await createEarmark({ store: createSqliteStore({ folder }), account });
  const server = await startServer({
    earmark,
    log: silentLog,
    port: 0,
    turns: turns === 'turns',
    work: ({ name }) => (name === account ? undefined : { recipe: 'none', request: {} }),
    rates: { known: 1e9, unknown: 1e9, write: 1e9 },
  });
  const { access } = server;
  const person = await access.setup.run({ name: 'Bench', password: 'correct horse battery' });
  const { key } = await access.keys.create(
    person.id,
    { name: 'bench', scopes: ['all'], accounts: ['*'] },
    {},
  );
  say({ url: server.url, key });
  process.on('SIGINT', () => process.exit());
  process.on('message', (events) => {
    void earmark.shared().then(({ events: log }) => log.append(events as never));
  });
}
