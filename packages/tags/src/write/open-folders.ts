import type { Finding, Json, PluginContext, PluginState } from '@earmark/core';
import { isDead, ownOwner } from './owner.ts';
import { sweepFolder } from './sweep.ts';

/** Folders that may be listed though nothing is written in them at the moment: fewer writes of the list. */
const idleFolders = 64;
const stateKey = 'open-folders';

interface OpenFolder {
  /** The real folder, absolute: a link out of a root is followed too. */
  readonly path: string;
  readonly owner: string;
}
export interface OpenFolders {
  /** Runs `work` with its folder on the list, so that a later process knows where to look. */
  during<Result>(ctx: PluginContext, folder: string, work: () => Promise<Result>): Promise<Result>;
  recover(ctx: PluginContext): Promise<readonly Finding[]>;
}

/**
 * The folders in which temporary files may lie, kept in the plugin's state: the next run sweeps these and
 * need not walk the library. A folder is also swept when it is first written to, of what is provably dead.
 */
export function createOpenFolders(): OpenFolders {
  const owner = ownOwner();
  const byAccount = new Map<string, Map<string, number>>();
  const turns = new Map<string, Promise<void>>();

  const activeOf = (account: string): Map<string, number> => {
    const active = byAccount.get(account) ?? new Map<string, number>();
    byAccount.set(account, active);
    return active;
  };
  function inTurn(account: string, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(account) ?? Promise.resolve()).then(work);
    turns.set(
      account,
      turn.catch(() => undefined),
    );
    return turn;
  }
  async function enter(ctx: PluginContext, folder: string): Promise<void> {
    const active = activeOf(ctx.account);
    const join = () => active.set(folder, (active.get(folder) ?? 0) + 1);
    if (active.has(folder)) {
      join();
      return;
    }
    await inTurn(ctx.account, async () => {
      if (!active.has(folder)) {
        dropIdle(active);
        const others = (await listed(ctx.state)).filter((entry) => entry.owner !== owner);
        const own = [...active.keys(), folder].map((path) => ({ path, owner }));
        await ctx.state.set(stateKey, [...others, ...own].map(entryJson));
        await sweepFolder(folder, isDead);
      }
      join();
    });
  }
  return {
    async during(ctx, folder, work) {
      await enter(ctx, folder);
      try {
        return await work();
      } finally {
        const active = activeOf(ctx.account);
        active.set(folder, (active.get(folder) ?? 1) - 1);
      }
    },
    async recover(ctx) {
      const findings: Finding[] = [];
      await inTurn(ctx.account, async () => {
        const remaining: OpenFolder[] = [];
        for (const entry of await listed(ctx.state)) {
          if (entry.owner === owner) remaining.push(entry);
          else
            findings.push(
              ...(await sweepFolder(entry.path, (found) => found === entry.owner || isDead(found))),
            );
        }
        await ctx.state.set(stateKey, remaining.map(entryJson));
      });
      return findings;
    },
  };
}

function dropIdle(active: Map<string, number>): void {
  const idle = [...active].filter(([, count]) => count === 0);
  if (idle.length > idleFolders) for (const [path] of idle) active.delete(path);
}

async function listed(state: PluginState): Promise<readonly OpenFolder[]> {
  const list: Json | undefined = await state.get(stateKey);
  return Array.isArray(list) ? list.filter(isOpenFolder) : [];
}
const entryJson = ({ path, owner }: OpenFolder): Json => ({ path, owner });

function isOpenFolder(entry: unknown): entry is OpenFolder {
  return typeof entry === 'object' && entry !== null && 'path' in entry && 'owner' in entry;
}
