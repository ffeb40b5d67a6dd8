import { test } from 'node:test';
import { tagFormatSuite } from '@earmark/testkit';
import { createSampleFormat } from './index.ts';

const head = 'title=Old\nartist=Somebody\n'.padEnd(200, ' ');
const bytes = Buffer.concat([
  Buffer.from(`SAMP${String(head.length).padStart(8, '0')}${head}`),
  Buffer.alloc(5000, 'the sound itself '),
]);

tagFormatSuite({ test }, () => ({
  format: createSampleFormat(),
  samples: [{ name: 'song.samp', bytes, fields: { title: ['Old'], artist: ['Somebody'] } }],
  writes: { title: ['New'], artist: ['Other'], album: ['An Album'], genre: ['Jazz', 'Bebop'] },
}));
