import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A PostgreSQL of a test's own, on loopback. */
export interface TestServer {
  readonly url: string;
  /** As after a power cut, but with what the system already has of its files. */
  kill(): Promise<void>;
  start(): Promise<void>;
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  remove(): Promise<void>;
}

const patienceMs = 60_000;

/** Where PostgreSQL's programs are; undefined where it is not installed. */
const programs = [
  ...(process.env.PATH ?? '').split(':').map((folder) => join(folder, 'initdb')),
  ...globSync('/usr/lib/postgresql/*/bin/initdb'),
]
  .filter((program) => existsSync(program) && existsSync(join(dirname(program), 'postgres')))
  .map(dirname)
  .at(0);

export const absent =
  programs === undefined ? 'PostgreSQL is not installed here (initdb, postgres)' : undefined;

export async function createTestServer(): Promise<TestServer> {
  if (programs === undefined) throw new Error(absent);
  const owner = ownerOfServer();
  const folder = await mkdtemp(join(tmpdir(), 'earmark-postgres-'));
  const data = join(folder, 'data');
  await mkdir(data);
  if (owner !== undefined) {
    await chmod(folder, 0o755);
    await chown(data, owner.uid, owner.gid);
  }
  const run = (program: string, args: readonly string[]) =>
    spawn(join(programs, program), args, { ...owner, cwd: data, stdio: 'ignore' });
  const [code] = await once(
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync']),
    'exit',
  );
  if (code !== 0) throw new Error(`initdb ended with ${code}`);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  const test: TestServer = {
    url,
    async kill() {
      const [ended] = [server && once(server, 'exit')];
      server?.kill('SIGKILL');
      await ended;
      server = undefined;
    },
    async start() {
      const end = performance.now() + patienceMs;
      while (performance.now() < end) {
        if (server?.exitCode !== null) {
          const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data, '-F'];
          server = run('postgres', args);
        }
        if (await answers(url)) return;
        await sleep(50);
      }
      throw new Error('PostgreSQL did not start');
    },
    async query(text, parameters = []) {
      const client = new Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      try {
        const values = parameters.length > 0 ? [...parameters] : undefined;
        return (await client.query(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    async remove() {
      await test.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  await test.start();
  return test;
}

/** The server refuses to run as root. */
function ownerOfServer(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
