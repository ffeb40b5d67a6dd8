import { basename, dirname } from 'node:path';
import type { Clock, Finding, Json, PluginContext, PluginState } from '@earmark/core';
import { abandonedMs, type Leftover, lifeOfOwner, ownOwner } from '@earmark/core/files';
import { settle, sweepFolder } from './sweep.ts';

/** Folders that may be listed though nothing is written in them at the moment: fewer writes of the list. */
const idleFolders = 64;
const stateKey = 'open-folders';
/** A process that cannot be asked about keeps its entry this long: it enters the folder anew before that. */
const entryMs = 2 * abandonedMs;
/** How often a folder of such a process is looked into. */
const lookMs = 3_600_000;

interface OpenFolder {
  /** The real folder, absolute: a link out of a root is followed too. */
  readonly path: string;
  readonly owner: string;
  readonly at: number;
}
interface Active {
  readonly at: number;
  /** What may be of another machine's process. Of a file whose lease is ours, it is nobody's. */
  readonly foreign: readonly Leftover[];
  users: number;
}
export interface OpenFolders {
  /** Runs `work` on a file whose lease is held, with its folder on the list, so that a later process knows where to look. */
  during<Result>(ctx: PluginContext, path: string, work: () => Promise<Result>): Promise<Result>;
  recover(ctx: PluginContext): Promise<readonly Finding[]>;
}

/**
 * The folders in which temporary files may lie, kept in the plugin's state: the next run sweeps these and
 * need not walk the library. A folder is also swept when it is first written to. Nothing of a living process
 * is touched.
 */
export function createOpenFolders(): OpenFolders {
  const byAccount = new Map<string, Map<string, Active>>();
  const turns = new Map<string, Promise<void>>();
  const looked = new Map<string, number>();

  const activeOf = (account: string): Map<string, Active> => {
    const active = byAccount.get(account) ?? new Map<string, Active>();
    byAccount.set(account, active);
    return active;
  };
  function inTurn<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(account) ?? Promise.resolve()).then(work);
    turns.set(
      account,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  }
  async function enter(ctx: PluginContext, folder: string): Promise<Active> {
    const active = activeOf(ctx.account);
    const current = () => {
      const entered = active.get(folder);
      if (entered === undefined || ctx.clock.now() - entered.at >= abandonedMs) return undefined;
      entered.users++;
      return entered;
    };
    return (
      current() ??
      inTurn(ctx.account, async () => {
        const known = current();
        if (known !== undefined) return known;
        dropIdle(active);
        const opened = await open(ctx, folder, active);
        active.set(folder, opened);
        return opened;
      })
    );
  }

  return {
    async during(ctx, path, work) {
      const folder = await enter(ctx, dirname(path));
      try {
        for (const leftover of folder.foreign)
          if (leftover.name === basename(path)) await settle(leftover);
        return await work();
      } finally {
        folder.users--;
      }
    },
    async recover(ctx) {
      const findings: Finding[] = [];
      await inTurn(ctx.account, async () => {
        const done: OpenFolder[] = [];
        for (const entry of await listed(ctx.state)) {
          const life = await lifeOfOwner(entry.owner);
          if (life === 'alive' || (life !== 'dead' && !isDue(looked, entry, ctx.clock))) continue;
          findings.push(...(await sweepFolder(entry.path, ctx.clock)).findings);
          if (life === 'dead' || ctx.clock.now() - entry.at > entryMs) done.push(entry);
        }
        if (done.length > 0)
          await changeList(ctx.state, (list) =>
            list.filter(
              ({ path, owner }) => !done.some((one) => one.path === path && one.owner === owner),
            ),
          );
      });
      return findings;
    },
  };
}

async function open(
  ctx: PluginContext,
  folder: string,
  active: ReadonlyMap<string, Active>,
): Promise<Active> {
  const owner = await ownOwner();
  const at = ctx.clock.now();
  await changeList(ctx.state, (list) => [
    ...list.filter((entry) => entry.owner !== owner),
    ...[...active].map(([path, entered]) => ({ path, owner, at: entered.at })),
    { path: folder, owner, at },
  ]);
  const { foreign } = await sweepFolder(folder, ctx.clock);
  return { at, foreign, users: 1 };
}

function isDue(looked: Map<string, number>, { path, owner }: OpenFolder, clock: Clock): boolean {
  const key = `${owner} ${path}`;
  const now = clock.monotonic();
  if (now - (looked.get(key) ?? Number.NEGATIVE_INFINITY) < lookMs) return false;
  looked.set(key, now);
  return true;
}

function dropIdle(active: Map<string, Active>): void {
  const idle = [...active].filter(([, { users }]) => users === 0);
  if (idle.length > idleFolders) for (const [path] of idle) active.delete(path);
}

async function changeList(
  state: PluginState,
  change: (list: readonly OpenFolder[]) => readonly OpenFolder[],
): Promise<void> {
  await state.update(stateKey, (list) => change(foldersOf(list)).map(entryJson));
}

const listed = async (state: PluginState): Promise<readonly OpenFolder[]> =>
  foldersOf(await state.get(stateKey));
const foldersOf = (list: Json | undefined): readonly OpenFolder[] =>
  Array.isArray(list) ? list.filter(isOpenFolder) : [];
const entryJson = ({ path, owner, at = 0 }: OpenFolder): Json => ({ path, owner, at });

function isOpenFolder(entry: unknown): entry is OpenFolder {
  return typeof entry === 'object' && entry !== null && 'path' in entry && 'owner' in entry;
}
