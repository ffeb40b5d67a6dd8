// Builds an index in a process of its own, and says after each batch how far it is.
import { type AlbumRecord, buildIndex, linesOf, openDump } from '../index.ts';

const [path = '', file = ''] = process.argv.slice(2);
const result = await buildIndex({
  file,
  source: 'test',
  dumps: [
    {
      path,
      texts: (onRead) => linesOf(openDump(path, { onRead }), path),
      parse: (text) => JSON.parse(text) as AlbumRecord,
    },
  ],
  onProgress: ({ records }) => process.stdout.write(`${records}\n`),
});
process.stdout.write(`${JSON.stringify(result)}\n`);
