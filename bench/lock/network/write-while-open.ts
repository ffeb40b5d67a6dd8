// A verified tag write on a share while another process holds the file open: node write-while-open.ts FOLDER.
// Either the server lets it through, or it is refused with a name and the original is as it was; nothing is left
// behind, and once the file is closed the write succeeds. Prints `WRITE` and one JSON line for each way of opening.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EarmarkError, systemClock } from '@earmark/core';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createXiphFormat } from '@earmark/tags-xiph';
import { context } from '../../tags-write/context.ts';

const [share = ''] = process.argv.slice(2);
const fixtures = join(import.meta.dirname, '../../../examples/cli/demo/fixtures');
const folder = join(share, `write-${process.pid}`);
mkdirSync(folder);
const ctx = { ...context({ share: folder }), clock: systemClock };
const sink = createTagSink({
  formats: [createId3Format(), createXiphFormat()],
  workers: 1,
  // Every write replaces the file.
  inPlace: false,
});
const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Holds the file open until its input ends. */
const holder = `
  const file = require('node:fs').openSync(process.argv[1], process.argv[2]);
  console.log('open');
  process.stdin.resume().on('end', () => { require('node:fs').closeSync(file); });
`;

async function tryWith(name: string, flag: 'r' | 'r+') {
  const path = join(folder, name);
  copyFileSync(join(fixtures, name), path);
  const before = digestOf(path);
  const other = spawn(process.execPath, ['-e', holder, path, flag], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const write = async (genre: string) => {
    const change = { kind: 'fields', target: `share:${name}`, set: { genre: [genre] } } as const;
    await sink.apply(await sink.plan(change, ctx), ctx);
  };
  const faults: string[] = [];
  let answer = 'written';
  try {
    await write('Jazz');
  } catch (error) {
    answer = EarmarkError.is(error) ? error.code : 'unnamed';
    if (!EarmarkError.is(error)) faults.push(`unnamed: ${error}`);
    else if (!error.message.includes(name)) faults.push(`names no file: ${error.message}`);
    if (digestOf(path) !== before) faults.push('refused, and yet the original is changed');
  }
  // While it is open the server keeps the old one.
  const left = () => readdirSync(folder).filter((each) => each.includes('earmark'));
  other.stdin.end();
  await once(other, 'exit');
  await write('Techno').catch((error) => faults.push(`not written once it was closed: ${error}`));
  if (left().length > 0) faults.push(`left behind: ${left()}`);
  console.log(`WRITE ${JSON.stringify({ name, openedFor: flag, answer, faults })}`);
}

for (const name of ['tone.mp3', 'tone.flac'])
  for (const flag of ['r', 'r+'] as const) await tryWith(name, flag);
await sink.close?.();
