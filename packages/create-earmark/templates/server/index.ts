// npm start: the pages and the API at http://127.0.0.1:5002
import { once } from 'node:events';
import { startServer } from '@earmark/api/node';
import { createDashboard } from '@earmark/dashboard';
import { createLogFile, openEarmark, systemClock } from 'earmark';

const earmark = await openEarmark();
const log = createLogFile({ folder: 'state/server/logs', clock: systemClock });
const server = await startServer({
  earmark,
  log,
  pages: createDashboard(),
  port: Number(process.env.PORT ?? 5002),
  host: process.env.HOST ?? '127.0.0.1',
  own: () => earmark.own,
  work: ({ folder }) => (folder ? { recipe: 'tag', request: { path: folder } } : undefined),
});
console.log(`Earmark is at ${server.url}`);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await server.close();
await log.flush();
await earmark.close();
