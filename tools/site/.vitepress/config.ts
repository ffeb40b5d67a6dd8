import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const root = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const repository: string = root.homepage.replace('#readme', '');
const kinds = ['source', 'policy', 'hints', 'origin', 'sink', 'format', 'lock', 'notifier'];
const page = (text: string, link: string) => ({ text, link });

export default defineConfig({
  title: 'Earmark',
  description: 'Tags for music and audiobooks, verified and with undo',
  srcDir: 'pages',
  outDir: 'dist',
  srcExclude: ['public/**'],
  cleanUrls: true,
  lastUpdated: false,
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [
      page('Start', '/start'),
      page('Plugins', '/plugins/'),
      page('API', '/api/'),
      page('Errors', '/errors'),
    ],
    sidebar: [
      {
        text: 'Guides',
        items: [
          page('First ten minutes', '/start'),
          page('Tag a library', '/guides/library'),
          page('Many machines', '/guides/many-machines'),
          page('A family', '/guides/family'),
          page('Audiobooks', '/guides/audiobooks'),
          page('Your own pipeline', '/guides/pipeline'),
          page('Stages', '/stages'),
          page('Bundling, Bun, Deno', '/guides/bundling'),
        ],
      },
      {
        text: 'Recipes',
        items: [
          page('Navidrome', '/recipes/navidrome'),
          page('Plex', '/recipes/plex'),
          page('Jellyfin', '/recipes/jellyfin'),
          page('Audiobookshelf', '/recipes/audiobookshelf'),
        ],
      },
      {
        text: 'Plugins',
        items: [
          page('Overview', '/plugins/'),
          ...kinds.map((kind) => page(kind, `/plugins/${kind}`)),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Errors', '/errors'),
          page('API', '/api/'),
          page('Lines of --json', '/json'),
          page('Fields and tags', '/tags'),
          page('Genres', '/genres'),
          page('Matching', '/matching'),
        ],
      },
      {
        text: 'Choosing',
        items: [
          page('Beside other programs', '/comparison'),
          page('Coming from …', '/coming-from'),
          page('Benchmarks', '/benchmarks'),
          page('Performance', '/performance'),
          page('0.1.0', '/releases/0.1.0'),
        ],
      },
    ],
  },
});
