// What a stranger gets: the packed tarballs, installed together into an empty project, used by plain JavaScript.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkMade } from './made.mjs';
import { packages } from './workspace.mjs';

/** Older than ours, as strangers have it. */
const compilers = { typescript: '5.9.3', '@types/node': '24.19.2' };

const program = `
import { albums, apply, createEarmark, decide, enrich } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import { createFileLock } from '@earmark/lock';
import { createFileLibrary } from '@earmark/library';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createXiphFormat } from '@earmark/tags-xiph';
import { createGenrePolicy } from '@earmark/genres';

const earmark = await createEarmark({
  store: createSqliteStore({ folder: './state' }),
  locks: createFileLock(),
  policies: [createGenrePolicy()],
  sinks: [createTagSink({ formats: [createId3Format(), createXiphFormat()] })],
});
const library = createFileLibrary({ roots: { music: './music' } });
const run = earmark.run(albums(library).pipe(enrich()).pipe(decide()).pipe(apply({ dryRun: true })));
const { outcome, counts } = await run.done;
await earmark.close();
console.log(JSON.stringify({ outcome, subjects: counts.subjects }));
if (outcome !== 'completed' || counts.subjects !== 1) process.exit(1);
`;

/** `tarballs`: the file of each package, by name. */
export function checkSmoke(scratch, tarballs) {
  const folder = join(scratch, 'smoke');
  mkdirSync(join(folder, 'music', 'An Artist', 'An Album'), { recursive: true });
  writeFileSync(join(folder, 'music', 'An Artist', 'An Album', '01 One.mp3'), taggedMp3());
  const dependencies = Object.fromEntries(
    packages
      .filter(({ manifest }) => tarballs[manifest.name])
      .map(({ manifest }) => [manifest.name, `file:${resolve(tarballs[manifest.name])}`]),
  );
  const overrides = dependencies;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'smoke',
      private: true,
      type: 'module',
      dependencies: { ...dependencies, ...compilers },
      overrides,
    }),
  );
  writeFileSync(join(folder, 'use.js'), program);
  return (
    run(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        '--omit=peer',
        '--legacy-peer-deps',
      ],
      folder,
    ) ||
    run('node', ['use.js'], folder) ||
    checkMade(folder) ||
    checkMisuses(folder) ||
    run('node', [resolve('tools', 'bundle-check', 'bundle.mjs'), '.'], folder)
  );
}

/** What is wrongly used ends in a named error or is told; see tools/misuse-check. */
function checkMisuses(folder) {
  cpSync(join('tools', 'misuse-check'), join(folder, 'misuses'), { recursive: true });
  return run('node', [join('misuses', 'check.mjs')], folder);
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? '' : `${command} ${args.join(' ')} in an empty project\n${stdout}${stderr}`;
}

/** One second of silence (38 frames of MPEG 1 layer III) behind an ID3v2.4 tag. */
function taggedMp3() {
  const frame = (id, text) => {
    const body = Buffer.from(`\u0003${text}`);
    return Buffer.concat([Buffer.from(id), Buffer.from([0, 0, 0, body.length, 0, 0]), body]);
  };
  const frames = Buffer.concat([
    frame('TIT2', 'One'),
    frame('TPE1', 'An Artist'),
    frame('TALB', 'An Album'),
  ]);
  const tag = Buffer.concat([
    Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000'),
    Buffer.from([frames.length >> 7, frames.length & 127]),
    frames,
  ]);
  const silence = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
  return Buffer.concat([tag, ...Array.from({ length: 38 }, () => silence)]);
}
