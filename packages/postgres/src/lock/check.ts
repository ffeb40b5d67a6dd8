import { EarmarkError, type Finding } from '@earmark/core';
import { sql } from 'kysely';
import { applicationName } from '../connection/pool.ts';
import type { Place } from '../options.ts';
import type { Registry } from '../store/registry.ts';
import { version } from '../version.ts';

const tolerableMs = 3_000;
const setTheClock =
  'set it by a time server: `sudo timedatectl set-ntp true` (Linux), `sudo sntp -sS time.apple.com` (macOS), `w32tm /resync` as administrator (Windows)';

/** The server, this machine's clock against it, and the releases of the other machines that are connected. */
export async function checkServer(
  open: () => Promise<Registry>,
  { title }: Place,
): Promise<readonly Finding[]> {
  try {
    const { db } = await open();
    const before = Date.now();
    const { rows } = await sql<{ now: number; version: string }>`
      select (extract(epoch from clock_timestamp()) * 1000)::bigint as now,
        current_setting('server_version') as version`.execute(db);
    const aheadMs = (before + Date.now()) / 2 - (rows[0]?.now ?? before);
    const server: Finding = { level: 'ok', text: `PostgreSQL ${rows[0]?.version} at ${title}` };
    return [server, clockFinding(aheadMs), ...(await others(db))];
  } catch (error) {
    if (!EarmarkError.is(error)) throw error;
    const fix =
      'start it, open its port to this machine (listen_addresses, pg_hba.conf, firewall), or correct EARMARK_DATABASE_URL';
    return [{ level: 'failure', text: error.message, fix }];
  }
}

/** `aheadMs`: of this machine before the server. */
export function clockFinding(aheadMs: number): Finding {
  if (Math.abs(aheadMs) <= tolerableMs)
    return { level: 'ok', text: 'this machine and the database have the same time' };
  return {
    level: 'warning',
    text: `this machine's clock is ${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead' : 'behind'} of the database's: the leases of jobs go by it`,
    fix: setTheClock,
  };
}

async function others(db: Registry['db']): Promise<readonly Finding[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where application_name like 'earmark %' order by 1`.execute(db);
  const names = rows.map(({ name }) => name).filter((name) => name !== applicationName);
  return names.map((name) => {
    const [, release = '', host = name] = name.split(' ');
    return release === version
      ? { level: 'ok', text: `${host} is connected, with the same release` }
      : {
          level: 'warning',
          text: `${host} has @earmark/postgres ${release}, this machine ${version}`,
          fix: 'install the same release on all machines: `npm install --global @earmark/cli`',
        };
  });
}
