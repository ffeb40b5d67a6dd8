/**
 * Clears what an earlier process left and says so; told to go on by a line, it gives the files of its folder
 * one genre after the other until it is killed (or so many rounds): `<folder> <state file> <rounds>`.
 */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createTagSink } from '@earmark/tags';
import { formats } from '../formats.ts';
import { lastingContext } from './context.ts';

const [folder = '', stateFile = '', rounds = '0'] = process.argv.slice(2);
const ctx = lastingContext(folder, stateFile);
const ways = [true, false].map((inPlace) =>
  createTagSink({ formats: formats(), workers: 1, inPlace }),
);
await ways[0]?.recover?.(ctx);
console.log('recovered');
await once(process.stdin, 'data');
const names = readdirSync(folder);
const lists = [['Rock'], ['Hip Hop', 'Electronic'], ['Jazz', 'Fusion', 'A genre with a long name']];
for (let round = 0; round < Number(rounds); round++) {
  const genre = lists[round % lists.length] ?? [];
  const sink = ways[Math.floor(round / lists.length) % ways.length];
  const write = async (name: string) => {
    const change = { kind: 'fields', target: `music:${name}`, set: { genre } } as const;
    await sink?.apply(await sink.plan(change, ctx), ctx);
  };
  await Promise.all(names.map(write));
  console.log('round');
}
for (const sink of ways) await sink.close?.();
process.stdin.unref();
