import BetterSqlite from 'better-sqlite3';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** From now on this process dies right before the given call of SQLite, counted from 1. */
export function dieAtCall(call: number): void {
  let calls = 0;
  const prepared: unknown = new BetterSqlite(':memory:').prepare('select 1');
  const methods: object = Object.getPrototypeOf(prepared);
  for (const name of ['run', 'all', 'get']) {
    const original = Reflect.get(methods, name) as Method;
    const wrapped: Method = function (...args) {
      if (++calls === call) die();
      return Reflect.apply(original, this, args);
    };
    Reflect.set(methods, name, wrapped);
  }
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
