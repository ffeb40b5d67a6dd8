import { existsSync } from 'node:fs';
import {
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { oneOf, refuses } from './tries.ts';

/** What locks rest on: tried in an empty folder. `needed`: without it there are no locks. */
export type Probe = readonly [
  what: string,
  needed: boolean,
  run: (folder: string) => Promise<boolean>,
];

export const linkExcludes = 'a hard link to a taken name is refused';
export const createExcludes = 'an exclusive create of a taken name is refused';

export const probes: readonly Probe[] = [
  [
    createExcludes,
    true,
    (at) =>
      refuses(
        'EEXIST',
        () => writeFile(join(at, 'a'), '2', { flag: 'wx' }),
        () => writeFile(join(at, 'a'), '1'),
      ),
  ],
  [
    linkExcludes,
    false,
    (at) =>
      refuses(
        'EEXIST',
        () => link(join(at, 'a'), join(at, 'b')),
        async () => {
          await writeFile(join(at, 'a'), '1');
          await link(join(at, 'a'), join(at, 'b'));
        },
      ),
  ],
  [
    'of many renames of one file exactly one succeeds',
    true,
    oneOf(8, async (at, index) => rename(join(at, 'a'), join(at, `taken-${index}`))),
  ],
  [
    'of many who make one folder exactly one succeeds',
    true,
    oneOf(8, async (at) => mkdir(join(at, 'folder'))),
  ],
  [
    'of many exclusive creates exactly one succeeds',
    true,
    oneOf(8, async (at) => writeFile(join(at, 'new'), '', { flag: 'wx' })),
  ],
  [
    'a full folder is not replaced by a rename',
    true,
    async (at) => {
      for (const name of ['one', 'two']) {
        await mkdir(join(at, name));
        await writeFile(join(at, name, 'inside'), name);
      }
      const refused = await rename(join(at, 'one'), join(at, 'two')).then(
        () => false,
        () => true,
      );
      return refused && (await readFile(join(at, 'two', 'inside'), 'utf8')) === 'two';
    },
  ],
  [
    'what was renamed is read back at once',
    true,
    async (at) => {
      await writeFile(join(at, 'a'), 'new');
      await rename(join(at, 'a'), join(at, 'b'));
      return (
        (await readFile(join(at, 'b'), 'utf8')) === 'new' && !(await readdir(at)).includes('a')
      );
    },
  ],
  [
    'an open file can be renamed and removed',
    false,
    async (at) => {
      const file = await open(join(at, 'a'), 'w');
      try {
        await rename(join(at, 'a'), join(at, 'b'));
        await unlink(join(at, 'b'));
      } finally {
        await file.close();
      }
      return true;
    },
  ],
  [
    'a file can be replaced while it is being read',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      await writeFile(join(at, 'b'), '2');
      const file = await open(join(at, 'b'), 'r');
      try {
        await rename(join(at, 'a'), join(at, 'b'));
      } finally {
        await file.close();
      }
      return true;
    },
  ],
  [
    'links are counted',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      await link(join(at, 'a'), join(at, 'b'));
      return (await stat(join(at, 'a'))).nlink === 2;
    },
  ],
  [
    'names differ by case',
    false,
    async (at) => {
      await writeFile(join(at, 'a'), '1');
      return !existsSync(join(at, 'A'));
    },
  ],
  [
    'names keep accents',
    false,
    async (at) => {
      await writeFile(join(at, 'é'), '1');
      return (await readdir(at)).includes('é');
    },
  ],
  [
    'a folder can be synchronised',
    false,
    async (at) => {
      const file = await open(at, 'r');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      return true;
    },
  ],
];
