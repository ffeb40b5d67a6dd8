/**
 * Ends a job that others come after, and dies right before the given call of SQLite:
 * `settle-once.ts <folder> <call, from 1>`.
 */
import { createSqliteStore } from '../index.ts';
import { dieAtCall } from './die-at-call.ts';

const [folder = '', call = ''] = process.argv.slice(2);
const store = createSqliteStore({ folder });
const { jobs } = await store.account('anna');
await jobs.announce({ name: 'w', topics: [], can: [], since: 0, until: 0, troubles: [] });
dieAtCall(Number(call));

const [job] = await jobs.list({ status: 'active' });
const next = ['one', 'two'].map((payload) => ({ topic: 'next', payload }));
await jobs.settle('w', [{ id: job?.id ?? '', status: 'done', next }]);
await store.close();
