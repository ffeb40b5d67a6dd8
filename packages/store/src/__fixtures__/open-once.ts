/** Opens an account, and dies right before the given call of SQLite: `open-once.ts <folder> <account> <call, from 1>`. */
import { createSqliteStore } from '../index.ts';
import { dieAtCall } from './die-at-call.ts';

const [folder = '', account = '', call = ''] = process.argv.slice(2);
dieAtCall(Number(call));
const store = createSqliteStore({ folder });
await store.account(account);
await store.close();
