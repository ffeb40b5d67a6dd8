import { EarmarkError, type Plugin, type PluginContext } from '@earmark/core';
import { type AbsOptions, hostsOf, itemId, settingsOf } from './options.ts';
import { newestOf } from './pages.ts';
import { servedPath } from './paths.ts';
import { createServer } from './server.ts';
import { subjectOf } from './targets.ts';

/** Finds what was just put into a library, by its folder: titles in tags say something else too often. */
export interface AbsShelf extends Plugin {
  readonly kind: 'shelf';
  /** Has the server look for new books. Where the key's user may not, its own watcher will find them. */
  refresh(ctx: PluginContext): Promise<void>;
  /** The subject whose folder this is on this machine, once the server has it. */
  locate(folder: string, ctx: PluginContext): Promise<string | undefined>;
}

const newest = 25;

export function createAbsShelf(options: AbsOptions): AbsShelf {
  const settings = settingsOf(options, 'createAbsShelf');
  const { name } = settings;
  const server = createServer(settings);
  const asServed = servedPath(settings);

  return {
    spec: 1,
    kind: 'shelf',
    name,
    hosts: hostsOf(settings),

    async refresh(ctx) {
      for (const { id } of await server.libraries(ctx)) {
        try {
          await server.send('POST', `api/libraries/${itemId(id)}/scan`, undefined, ctx);
        } catch (error) {
          if (!EarmarkError.is(error, 'auth')) throw error;
          ctx.log.info('this key may not start a scan: the server finds new books by itself', {});
        }
      }
    },

    async locate(folder, ctx) {
      const wanted = asServed(folder);
      for (const { id } of await server.libraries(ctx)) {
        const { items } = await newestOf(server, id, ctx, newest);
        const found = items.find((item) => item.path === wanted && item.isMissing !== true);
        if (found) return subjectOf(name, found);
      }
      return undefined;
    },
  };
}
