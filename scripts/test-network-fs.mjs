// Three machines, each with its own kernel, take locks on real NFS 4.2 and SMB 3.1.1 mounts, then one writes tags
// there while another process holds the file open:
//   npm run test:network-fs -- [--minutes 3] [--fs nfs|smb|both]
// Needs Linux, root, and the tools folder with netfs.sh (EARMARK_NETWORK_FS, or ../shared/tools/network-fs) with the
// packages that its README names.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { judgeHistory } from '../packages/lock/src/__fixtures__/history.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    fs: { type: 'string', default: 'both' },
    keep: { type: 'boolean', default: false },
  },
});
const shared = process.env.EARMARK_SHARED ?? '../shared';
const tools = resolve(process.env.EARMARK_NETWORK_FS ?? join(shared, 'tools/network-fs'));
const netfs = join(tools, 'netfs.sh');
const here = resolve('bench/lock/network');
const missing = ['linux.uml', 'ganesha.nfsd', 'smbd', 'ip'].filter(
  (tool) =>
    spawnSync('which', [tool], {
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    }).status !== 0,
);
if (!existsSync(netfs) || missing.length > 0) {
  console.log(
    `skipped: ${existsSync(netfs) ? `not installed: ${missing.join(', ')}` : `${netfs} is not there`}`,
  );
  process.exit(0);
}

const seconds = Math.round(Number(values.minutes) * 60);
const work = mkdtempSync(join(tmpdir(), 'earmark-netfs-'));
const namespace = `earmark-${process.pid}`;
const env = { ...process.env, EM_WORK: work, EM_NS: namespace, EM_NODE: process.execPath };
const run = (...args) => {
  const { status, stdout, stderr } = spawnSync('bash', [netfs, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`netfs.sh ${args[0]}: ${stdout}${stderr}`);
  return stdout;
};
const mounts = [
  { fs: 'nfs', name: 'NFS 4.2', port: 7101 },
  { fs: 'smb', name: 'SMB 3.1.1', port: 7102 },
].filter(({ fs }) => values.fs === 'both' || values.fs === fs);
const referees = [];
let failed = false;
try {
  // The machines mount their kernel's modules over this folder of the host.
  mkdirSync('/lib/modules', { recursive: true });
  run('up');
  for (const { fs, port } of mounts) {
    mkdirSync(join(work, fs, 'locks'), { mode: 0o777 });
    const args = [
      'netns',
      'exec',
      namespace,
      process.execPath,
      join(here, 'referee.ts'),
      '192.0.2.1',
      String(port),
      join(work, `${fs}.jsonl`),
    ];
    const referee = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    referees.push(referee);
    await new Promise((listening) => referee.stdout.once('data', listening));
  }
  await ended(
    [1, 2, 3].map((number) => boot(number, 'machine.sh')),
    seconds + 120,
  );
  await ended([boot(4, 'write.sh')], 120);
  for (const number of [1, 2, 3]) {
    const log = readFileSync(join(work, `m${number}.log`), 'utf8');
    for (const line of log.split('\n').filter((each) => /WORKER|HERD|FAIL|rror/.test(each)))
      console.log(`m${number}: ${line}`);
  }
  for (const { fs, name } of mounts) {
    const text = existsSync(join(work, `${fs}.jsonl`))
      ? readFileSync(join(work, `${fs}.jsonl`), 'utf8')
      : '';
    const lines = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const { faults, ...counts } = judgeHistory(lines, { leases: true });
    console.log(
      JSON.stringify({ mount: name, seconds, machines: 3, ...counts, faults: faults.length }),
    );
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
    failed ||= faults.length > 0 || counts.confirmed < seconds;
  }
  const writes = [...readFileSync(join(work, 'm4.log'), 'utf8').matchAll(/(MOUNT|WRITE) (\S.*)/g)];
  for (const [line] of writes) console.log(line);
  const written = writes
    .filter(([, what]) => what === 'WRITE')
    .map(([, , text]) => JSON.parse(text));
  failed ||= written.length < 4 * mounts.length || written.some(({ faults }) => faults.length > 0);
} finally {
  for (const referee of referees) referee.kill();
  run('down');
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true });
}
console.log(failed ? 'FAILED' : 'passed');
process.exitCode = failed ? 1 : 0;

function boot(number, script) {
  const args = [`em_tools=${tools}`, `em_seconds=${seconds}`, `em_fs=${values.fs}`];
  return Number(/pid (\d+)/.exec(run('boot', String(number), join(here, script), ...args))?.[1]);
}

/** All of them, or that time is over. */
async function ended(machines, withinSeconds) {
  const until = Date.now() + withinSeconds * 1000;
  while (Date.now() < until && machines.some(isRunning)) await sleep(500);
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
