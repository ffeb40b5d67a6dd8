// `npm run docs`: the site from `docs`, the templates of plugins and the types, into tools/site/dist.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { llmsText, pagesOf, writePages } from './pages.ts';

const root = resolve(import.meta.dirname, '../..');
const schema = 'json-lines.schema.json';
const out = join(import.meta.dirname, 'pages');
const { homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(out, { recursive: true, force: true });
const pages = pagesOf(root, homepage.replace('#readme', ''));
writePages(out, pages);
run('typedoc', []);
const shown = join(out, 'public');
mkdirSync(shown, { recursive: true });
writeFileSync(join(shown, 'llms.txt'), llmsText(pages));
writePages(shown, pages);
copyFileSync(join(root, 'docs', schema), join(shown, schema));
run('vitepress', ['build']);

function run(name: string, args: readonly string[]): void {
  const bin = join(import.meta.dirname, 'node_modules', '.bin', name);
  const { status } = spawnSync(bin, args, {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
