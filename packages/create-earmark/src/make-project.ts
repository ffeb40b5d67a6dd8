import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What can be made, and what a person calls it. */
export const kinds = {
  script: 'a program that tags a library, and takes it back',
  server: 'the pages and the API, for a household',
} as const;
export type Kind = keyof typeof kinds;
export const isKind = (word: string): word is Kind => Object.hasOwn(kinds, word);

export interface ProjectRequest {
  readonly kind: Kind;
  /** Made where it is not there; it has to be empty. */
  readonly folder: string;
  /** Where the music is. */
  readonly music: string;
  /** The release of Earmark that it uses. */
  readonly version: string;
}

const templates = fileURLToPath(new URL('../templates/', import.meta.url));
const places: Readonly<Record<string, string>> = { gitignore: '.gitignore', env: '.env' };

/** Writes a whole project. Gives the names of its files. */
export async function makeProject(request: ProjectRequest): Promise<readonly string[]> {
  const { kind, folder, music, version } = request;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty. Name another folder.`);
  await mkdir(folder, { recursive: true });
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-');
  const written: string[] = [];
  for (const part of ['shared', kind]) {
    for (const file of (await readdir(join(templates, part))).sort()) {
      const text = (await readFile(join(templates, part, file), 'utf8'))
        .replaceAll("'@music@'", JSON.stringify(music))
        .replaceAll('@name@', name)
        .replaceAll('@range@', `^${version}`);
      const to = places[file] ?? file;
      await writeFile(join(folder, to), text);
      written.push(to);
    }
  }
  return written;
}
