import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEarmark, createMemoryStore } from '@earmark/core';
import { allFormats, type FieldEdit, setFields } from '@earmark/standard';
import { createTagSink } from '@earmark/tags';
import { demoFolder } from '../demo/library.ts';
import { main } from '../main.ts';
import { testIo } from './test-io.ts';

/** `npm test` has built it, which starts in a fraction of the time; else the source is what is sure to be up to date. */
const command =
  process.env.EARMARK_TEST_BUILT === '1'
    ? [fileURLToPath(new URL('../../dist/index.js', import.meta.url))]
    : [
        '--conditions=@earmark/source',
        '--no-warnings',
        fileURLToPath(new URL('../index.ts', import.meta.url)),
      ];
const genres = ['Jazz', 'Techno', 'Folk', 'Punk', 'Soul'];

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface CommandOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}
export interface House extends AsyncDisposable {
  readonly folder: string;
  readonly music: string;
  /** What to give to Node for the command line. */
  readonly command: readonly string[];
  /** Runs a command line in this process. */
  earmark(args: readonly string[], options?: CommandOptions): Promise<Ended>;
  /** Runs it as a process of its own: for what only a process can do, such as being killed. */
  spawn(
    args: readonly string[],
    options?: CommandOptions & { readonly killAtLine?: number },
  ): Promise<Ended>;
}

/**
 * A library of `albums` albums with five tracks each, and a configuration whose one source knows them all by
 * heart: nobody is asked over the network.
 */
export async function createHouse(albums: number): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-house-'));
  const music = join(folder, 'music');
  const edits: FieldEdit[] = [];
  for (let album = 0; album < albums; album++) {
    const format = album % 2 === 0 ? 'mp3' : 'flac';
    const below = `Artist ${album % 20}/Album ${album}`;
    await mkdir(join(music, below), { recursive: true });
    for (let track = 1; track <= 5; track++) {
      const path = `${below}/0${track}.${format}`;
      await cp(join(demoFolder, 'fixtures', `tone.${format}`), join(music, path));
      edits.push({
        file: join(music, path),
        set: {
          title: [`Track ${track}`],
          artist: [`Artist ${album % 20}`],
          album: [`Album ${album}`],
          track: [String(track)],
          genre: ['Other'],
        },
      });
    }
  }
  const maker = await createEarmark({
    store: createMemoryStore(),
    sinks: [createTagSink({ formats: await allFormats() })],
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const made = await setFields(maker, { name: 'make', roots: { music }, edits }).done;
  await maker.close();
  if (made.counts.failed || made.outcome !== 'completed') throw new Error(JSON.stringify(made));
  await writeFile(join(folder, 'earmark.config.mjs'), configuration(music));

  return {
    folder,
    music,
    command,
    async earmark(args, { stdin = '', env = {} } = {}) {
      const io = testIo({ cwd: folder, env: { PATH: process.env.PATH, ...env }, stdin });
      const code = await main(args, io);
      return { code, signal: null, ...io.written };
    },
    spawn: (args, { killAtLine, stdin = '', env = {} } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [...command, ...args], {
          cwd: folder,
          env: { ...process.env, NO_COLOR: '1', ...env },
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
          stdout += text;
          if (killAtLine !== undefined && stdout.split('\n').length > killAtLine)
            child.kill('SIGKILL');
        });
        child.stderr.setEncoding('utf8').on('data', (text) => {
          stderr += text;
        });
        child.stdin.on('error', () => {});
        child.stdin.end(stdin);
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
      }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The lines of `--json`. */
export const jsonLines = ({ stdout }: Ended) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The source answers from its own head, so that a run is as fast as the disk; the policy takes its word. */
function configuration(music: string): string {
  return `
const genres = ${JSON.stringify(genres)};
const source = (env) => ({
  spec: 1, kind: 'source', name: 'memory', answers: ['album'],
  async find({ title, creators }) {
    if (env.EARMARK_TEST_OUTAGE) throw Object.assign(new Error('the network is down'), { code: 'ECONNREFUSED' });
    const number = Number(/\\d+$/.exec(title)?.[0]);
    const claims = [genres[number % 5], genres[(number + 2) % 5]].map((value) => ({ field: 'genre', value, strength: 1, level: 'release' }));
    return [{ id: title, title, creators, claims }];
  },
});
const policy = {
  spec: 1, kind: 'policy', name: 'trusting', fields: ['genre'],
  propose: ({ matches }) => matches.length === 0 ? [] : [{ field: 'genre', after: matches[0].candidate.claims.map(({ value }) => value), belief: 1, reasons: [{ what: 'it says so', contribution: 1 }] }],
};
export default ({ env }) => ({ roots: { music: ${JSON.stringify(music)} }, sources: [source(env)], policies: [policy], hints: [] });
`;
}
