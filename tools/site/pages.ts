import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export interface Page {
  /** Below the site, without its extension: `guides/library`. */
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** A line that is nothing but a link to a source file shows the file on the site. */
const wholeLine = /^\[[^\]]+\]\((?<to>[^)]+\.ts)\)$/gm;
const anyLink = /\]\((?<to>(?!https?:|#|mailto:)[^)\s]+)\)/g;

/** The pages of `docs`, as they are shown: with the code that they point to, and links out of `docs` into the repository. */
export function pagesOf(root: string, repository: string): readonly Page[] {
  const docs = join(root, 'docs');
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const folder = dirname(join(docs, name));
      const text = readFileSync(join(docs, name), 'utf8')
        .replaceAll(wholeLine, (_, to: string) => codeOf(join(folder, to)))
        .replaceAll(anyLink, (link, to: string) => {
          const place = relative(root, normalize(join(folder, to)));
          return to.startsWith('/') || place.startsWith('docs')
            ? link
            : `](${repository}/tree/main/${place})`;
        });
      const title = /^# (.+)$/m.exec(text)?.[1] ?? 'Earmark';
      return { path: name.replace(/\.md$/, ''), title, text };
    });
}

const fence = '```';
const codeOf = (file: string) => `${fence}ts\n${readFileSync(file, 'utf8').trimEnd()}\n${fence}`;

export function writePages(folder: string, pages: readonly Page[]): void {
  for (const { path, text } of pages) {
    const file = join(folder, `${path}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** https://llmstxt.org: what there is to read, for programs that read. */
export function llmsText(pages: readonly Page[]): string {
  const lines = pages.map(({ path, title }) => `- [${title}](/${path}.md)`);
  return [
    '# Earmark',
    '',
    '> Finds out what the world knows about music and audiobooks, decides what is right, and writes it to tags without losing sound. A TypeScript SDK of plugins with a command line; everything can be undone.',
    '',
    '## Docs',
    '',
    ...lines,
    '',
  ].join('\n');
}
