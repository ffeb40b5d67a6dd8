import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { originSuite } from '@earmark/testkit';
import { createSampleOrigin } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'albums.json');
writeFileSync(
  file,
  JSON.stringify([
    { id: '1', title: 'Aerial', creators: ['Kate Bush'], year: 2005 },
    { id: '2', title: 'Pink Moon', creators: ['Nick Drake'] },
  ]),
);

originSuite({ test }, { create: () => createSampleOrigin({ file }), subjects: 2 });
