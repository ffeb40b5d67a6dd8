// Recovers, plans and applies one change, as a run does: killed at any point, the next one goes on.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Json, Plan } from '@earmark/core';
import { createTranscodeSink } from '../sink.ts';
import { writeContext } from './context.ts';

const [folder = '', stateFile = '', name = '', profile = ''] = process.argv.slice(2);
interface Kept {
  readonly state: Record<string, Json>;
  readonly plan?: Plan;
}
const read = (): Kept => {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8')) as Kept;
  } catch {
    return { state: {} };
  }
};
const write = (kept: Kept) => writeFileSync(stateFile, JSON.stringify(kept));
const ctx = writeContext(folder, {
  get: async (key) => read().state[key],
  set: async (key, value) => write({ ...read(), state: { ...read().state, [key]: value } }),
  update: async (key, change) => {
    const { [key]: known, ...others } = read().state;
    const value = change(known);
    write({ ...read(), state: value === undefined ? others : { ...others, [key]: value } });
    return value;
  },
});
const sink = createTranscodeSink({ reserveBytes: 0 });
await sink.recover?.(ctx);
const open = read().plan;
const progress = open && (await sink.inspect(open, ctx));
if (progress === 'other') throw new Error('neither before nor after');
const plan =
  progress === 'after' && open
    ? open
    : await sink.plan({ kind: 'media', target: `m:${name}`, profile }, ctx);
write({ ...read(), plan });
await sink.apply(plan, ctx);
