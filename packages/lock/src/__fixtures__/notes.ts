import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Line } from './history.ts';

export type Note = (line: Line) => Promise<void>;

/** Appends to one file of this machine, or tells a referee at `tcp://host:port` and waits until it has written the line down. */
export async function openNotes(target: string): Promise<Note> {
  if (!target.startsWith('tcp://'))
    return async (line) => appendFileSync(target, `${JSON.stringify(line)}\n`);
  const { hostname, port } = new URL(target);
  const socket = connect(Number(port), hostname).setNoDelay();
  const waiting: (() => void)[] = [];
  socket.on('data', (bytes) => {
    for (const _answer of bytes) waiting.shift()?.();
  });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return (line) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      socket.write(`${JSON.stringify(line)}\n`);
    });
}
