import { dirname } from 'node:path';
import {
  type PluginContext,
  parseTarget,
  pathOfTarget,
  type Subject,
  type Target,
} from '@earmark/core';
import { fieldsOf } from './fields.ts';
import type { Settings } from './options.ts';
import { pagesOf } from './pages.ts';
import { servedPath } from './paths.ts';
import type { Server } from './server.ts';
import { targetOf } from './targets.ts';

/** A walk of a large library takes seconds: what it found holds for a while. */
const keptMs = 300_000;

/** The item that shows the same book as these files, by the folder: then one decision goes to both. */
export function createFileTargets(server: Server, settings: Settings) {
  const asServed = servedPath(settings);
  let known:
    | { readonly at: number; readonly items: Promise<ReadonlyMap<string, string>> }
    | undefined;
  let folders: Promise<readonly string[]> | undefined;

  async function walk(ctx: PluginContext): Promise<ReadonlyMap<string, string>> {
    const items = new Map<string, string>();
    for (const { id } of await server.libraries(ctx))
      for await (const page of pagesOf(server, id, ctx))
        for (const item of page.items) if (item.isMissing !== true) items.set(item.path, item.id);
    return items;
  }
  function items(ctx: PluginContext): Promise<ReadonlyMap<string, string>> {
    const now = ctx.clock.now();
    if (known === undefined || now - known.at > keptMs) {
      const fresh = { at: now, items: walk(ctx) };
      fresh.items.catch(() => {
        if (known === fresh) known = undefined;
      });
      known = fresh;
    }
    return known.items;
  }
  function libraryFolders(ctx: PluginContext): Promise<readonly string[]> {
    const read = async () =>
      (await server.libraries(ctx)).flatMap(({ folders: own }) =>
        (own ?? []).map(({ fullPath }) => fullPath),
      );
    folders ??= read();
    folders.catch(() => {
      folders = undefined;
    });
    return folders;
  }

  return async (subject: Subject, ctx: PluginContext): Promise<readonly Target[]> => {
    const paths = subject.kind === 'book' ? filesOf(subject, ctx).map(asServed) : [];
    const [first] = paths;
    if (first === undefined) return [];
    const root = (await libraryFolders(ctx)).find((folder) => first.startsWith(`${folder}/`));
    if (root === undefined) return [];
    const found = await items(ctx);
    const ids = new Set(paths.map((path) => itemAbove(path, root, found)));
    const [id] = ids;
    if (id === undefined || ids.size > 1) return [];
    const item = await server.item(id, ctx);
    return [{ sink: settings.name, id: targetOf(settings.name, item), fields: fieldsOf(item) }];
  };
}

function filesOf({ targets }: Subject, { roots }: PluginContext): readonly string[] {
  return targets
    .map(({ id }) => id)
    .filter((id) => Object.hasOwn(roots, parseTarget(id).root))
    .map((id) => pathOfTarget(id, roots));
}

function itemAbove(
  path: string,
  root: string,
  items: ReadonlyMap<string, string>,
): string | undefined {
  for (let at = path; at.length > root.length; at = dirname(at)) {
    const id = items.get(at);
    if (id !== undefined) return id;
  }
  return undefined;
}
