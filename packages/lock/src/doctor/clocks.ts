import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@earmark/core';

/** Some file systems date files to two seconds. */
const tolerableMs = 3_000;

export const setTheClock =
  'set it by a time server: `sudo timedatectl set-ntp true` (Linux), `sudo sntp -sS time.apple.com` (macOS), `w32tm /resync` as administrator (Windows)';

/** How far this machine's clock is ahead of the one that dates the files of a folder, in milliseconds. */
export async function clockAhead(folder: string): Promise<number> {
  const path = join(folder, 'now');
  const before = Date.now();
  await writeFile(path, 'now');
  const after = Date.now();
  const { mtimeMs } = await stat(path);
  return Math.round((before + after) / 2 - mtimeMs);
}

export const isSkewed = (aheadMs: number): boolean => Math.abs(aheadMs) > tolerableMs;

export const aheadOrBehind = (aheadMs: number): string =>
  `${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`;

export function clockFinding(aheadMs: number): Finding {
  return isSkewed(aheadMs)
    ? {
        level: 'warning',
        text: `this machine's clock is ${aheadOrBehind(aheadMs)} of the one that dates the files here: locks do not rest on it, times in names and logs do`,
        fix: setTheClock,
      }
    : { level: 'ok', text: 'this machine and the file server have the same time' };
}
