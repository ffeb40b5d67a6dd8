// The pages of the site: links inside of them lead somewhere, and every page can be found from the side bar or another page.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { trackedFiles } from './workspace.mjs';

const links = /\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)/g;
const outside = /^docs\/decisions\//;

export function checkDocs() {
  const pages = trackedFiles('docs/**/*.md', 'docs/*.md');
  const reached = new Set(['docs/index.md']);
  const faults = [];
  for (const page of pages) {
    for (const [, to] of readFileSync(page, 'utf8').matchAll(links)) {
      const path = to.startsWith('/')
        ? join('docs', to.endsWith('/') ? `${to}index.md` : `${to}.md`)
        : normalize(join(dirname(page), to));
      if (existsSync(path)) reached.add(path);
      else faults.push(`${page}: the link ${to} leads nowhere`);
    }
  }
  const config = readFileSync(join('tools', 'site', '.vitepress', 'config.ts'), 'utf8');
  for (const [, to] of config.matchAll(/page\('[^']+', '([^']+)'\)/g)) {
    const path = join('docs', to.endsWith('/') ? `${to}index.md` : `${to}.md`);
    if (existsSync(path)) reached.add(path);
    else if (to !== '/api/') faults.push(`the side bar leads to ${to}, and there is no ${path}`);
  }
  for (const page of pages)
    if (!reached.has(page) && !outside.test(page)) faults.push(`${page}: no page leads here`);
  return faults.join('\n');
}
