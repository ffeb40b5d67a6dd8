import { readFile } from 'node:fs/promises';

/** How long tasks had to wait in the last ten seconds, in percent of the time; absent where the system does not tell. */
export interface Pressure {
  readonly cpu: number;
  readonly io: number;
}
export interface Pacing {
  /** How many may work at once, of `most`. */
  permits(most: number, now: number): Promise<number>;
}

const cpuLimit = 40;
const ioLimit = 20;
const slowAfterMs = 10_000;
const fasterAfterMs = 30_000;

/** Halves what works at once when the machine has been under pressure for ten seconds, and adds one after thirty without. Never below one. */
export function createPacing(read: () => Promise<Pressure | undefined> = readPressure): Pacing {
  let permits: number | undefined;
  let since: { readonly high: boolean; readonly at: number } | undefined;

  return {
    async permits(most, now) {
      const pressure = await read();
      if (!pressure) return most;
      const current = Math.min(permits ?? most, most);
      const high = pressure.cpu >= cpuLimit || pressure.io >= ioLimit;
      // A clock that was set back starts the wait anew.
      if (since?.high !== high || since.at > now) since = { high, at: now };
      const lasted = now - since.at;
      permits = current;
      if (high && lasted >= slowAfterMs) permits = Math.max(1, Math.floor(current / 2));
      if (!high && lasted >= fasterAfterMs) permits = Math.min(most, current + 1);
      if (permits !== current) since = { high, at: now };
      return permits;
    },
  };
}

/** Linux alone tells it. */
async function readPressure(): Promise<Pressure | undefined> {
  try {
    const [cpu, io] = await Promise.all(
      ['cpu', 'io'].map(async (what) => some(await readFile(`/proc/pressure/${what}`, 'utf8'))),
    );
    return cpu === undefined || io === undefined ? undefined : { cpu, io };
  } catch {
    return undefined;
  }
}

function some(text: string): number | undefined {
  const value = /^some avg10=([\d.]+)/m.exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
