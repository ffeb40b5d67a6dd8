import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind } from './kinds.ts';

export interface PluginRequest {
  /** Lower-case letters, digits and hyphens: `liner-notes`. It names the plugin in events, reasons and the journal. */
  readonly name: string;
  readonly kind: Kind;
  /** Made where it is not there; it has to be empty. */
  readonly folder: string;
  /** The release of Earmark that it is written against. */
  readonly version: string;
}

const templates = fileURLToPath(new URL('../templates/', import.meta.url));
const places: Readonly<Record<string, string>> = {
  gitignore: '.gitignore',
  'ci.yml': '.github/workflows/ci.yml',
  'changeset.json': '.changeset/config.json',
  'first.md': '.changeset/first.md',
};

/** Writes a whole plugin: code, its test by the suite, README, CI and its first changeset. Gives the paths it wrote. */
export async function makePlugin(request: PluginRequest): Promise<readonly string[]> {
  const { name, kind, folder, version } = request;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`Invalid name "${name}". Use lower-case letters, digits and hyphens.`);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty. Name another folder.`);
  const written: string[] = [];
  for (const [from, to] of [...(await filesOf('shared')), ...(await filesOf(kind))]) {
    const text = await readFile(from, 'utf8');
    const path = join(folder, to);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, filledIn(text, { name, kind, version }));
    written.push(to);
  }
  return written;
}

async function filesOf(part: 'shared' | Kind): Promise<readonly (readonly [string, string])[]> {
  const folder = join(templates, part);
  const names = (await readdir(folder)).sort();
  const place = (name: string) => (part === 'shared' ? (places[name] ?? name) : `src/${name}`);
  return names.map((name) => [join(folder, name), place(name)] as const);
}

function filledIn(text: string, { name, kind, version }: Omit<PluginRequest, 'folder'>): string {
  const camel = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return text
    .replaceAll('earmark-sample', `earmark-${kind}-${name}`)
    .replaceAll('@kind@', kind)
    .replaceAll('@Kind@', capital(kind))
    .replaceAll('@range@', `^${version}`)
    .replaceAll('sampleCodec', `${camel}Codec`)
    .replaceAll(/\bcreateSample/g, `create${capital(camel)}`)
    .replaceAll(/\bSample(?=[A-Z])/g, capital(camel))
    .replaceAll("'sample'", `'${name}'`)
    .replaceAll("'sample-'", `'${name}-'`)
    .replaceAll('`sample writes', `\`${name} writes`);
}
