/**
 * Ends a job that others come after, and dies right before the given call of SQLite:
 * `settle-once.ts <folder> <call, from 1>`.
 */
import BetterSqlite from 'better-sqlite3';
import { createSqliteStore } from '../index.ts';

const [folder = '', call = ''] = process.argv.slice(2);
const store = createSqliteStore({ folder });
const { jobs } = await store.account('anna');
await jobs.announce({ name: 'w', topics: [], can: [], since: 0, until: 0, troubles: [] });

let calls = 0;
type Method = (this: unknown, ...args: unknown[]) => unknown;
const prepared: unknown = new BetterSqlite(':memory:').prepare('select 1');
const methods: object = Object.getPrototypeOf(prepared);
for (const name of ['run', 'all', 'get']) wrap(name, Reflect.get(methods, name) as Method);

function wrap(name: string, original: Method): void {
  const wrapped: Method = function (...args) {
    if (++calls === Number(call)) die();
    return Reflect.apply(original, this, args);
  };
  Reflect.set(methods, name, wrapped);
}
function die(): void {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const [job] = await jobs.list({ status: 'active' });
const next = ['one', 'two'].map((payload) => ({ topic: 'next', payload }));
await jobs.settle('w', [{ id: job?.id ?? '', status: 'done', next }]);
await store.close();
