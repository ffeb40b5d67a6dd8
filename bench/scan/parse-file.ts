/** Reads the files named on stdin with music-metadata's parseFile, eight at a time. One JSON line. */
import { readFileSync } from 'node:fs';
import { parseFile } from 'music-metadata';

const paths = readFileSync(0, 'utf8').split('\n');
const queue = [...paths];
const started = performance.now();
async function work(): Promise<void> {
  for (let path = queue.pop(); path !== undefined; path = queue.pop())
    await parseFile(path, { skipCovers: true, skipPostHeaders: true });
}
await Promise.all(Array.from({ length: 8 }, work));
console.log(JSON.stringify({ files: paths.length, ms: performance.now() - started }));
