import { type Finding, type Json, type PluginContext, parseTarget, targetId } from '@earmark/core';
import { placeOf } from './places.ts';
import { sweepFolder } from './sweep.ts';

const stateKey = 'folders';
/** How often a process looks into a folder where only originals are kept: recovery comes with every run, and there may be thousands of these. */
const lookMs = 3_600_000;

interface Look {
  /** By the clock that only grows. */
  readonly at: number;
  /** When the first of its originals may go. */
  readonly until: number;
}
export interface OpenFolders {
  /** Called before anything is written in the target's folder, and after: another process may have swept it meanwhile. */
  enter(target: string, ctx: PluginContext): Promise<void>;
  recover(ctx: PluginContext): Promise<readonly Finding[]>;
}

/** The folders in which temporary files or originals may lie, kept in the state by a target of each: nobody has to walk the library for them. */
export function createOpenFolders(): OpenFolders {
  let turn: Promise<unknown> = Promise.resolve();
  const looked = new Map<string, Look>();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    enter: (target, ctx) =>
      inTurn(async () => {
        const folder = folderOf(target);
        if (!(await listed(ctx)).includes(folder))
          await changeList(ctx, (known) => [...new Set([...known, folder])]);
      }),
    recover: (ctx) =>
      inTurn(async () => {
        const findings: Finding[] = [];
        const cleared = new Set<string>();
        for (const folder of await listed(ctx)) {
          const { root } = parseTarget(folder);
          // A root that is not mounted at the moment is asked again next time.
          if (!Object.hasOwn(ctx.roots, root)) continue;
          const key = `${ctx.account} ${folder}`;
          const at = ctx.clock.monotonic();
          const last = looked.get(key);
          if (last && at - last.at < lookMs && ctx.clock.now() < last.until) continue;
          const swept = await sweep(folder, ctx);
          findings.push(...swept.findings);
          if (swept.until === undefined) looked.delete(key);
          else looked.set(key, { at, until: swept.until });
          if (swept.empty) cleared.add(folder);
        }
        if (cleared.size > 0)
          await changeList(ctx, (known) => known.filter((one) => !cleared.has(one)));
        return findings;
      }),
  };
}

async function sweep(folder: string, ctx: PluginContext): ReturnType<typeof sweepFolder> {
  try {
    // Any name in it leads to the folder.
    const place = await placeOf(`${folder}x`, ctx.roots);
    return await sweepFolder(place.folder, ctx.clock);
  } catch (error) {
    const text = `${folder} could not be cleared: ${error instanceof Error ? error.message : error}`;
    return { findings: [{ level: 'warning' as const, text }], empty: false };
  }
}

/** `music:Artist/Album/`, or `music:` for the root itself. */
function folderOf(target: string): string {
  const { root, path } = parseTarget(target);
  return targetId(root, path.slice(0, path.lastIndexOf('/') + 1));
}

/** The list as it is by then: other processes change theirs at the same time. */
async function changeList(
  { state }: PluginContext,
  change: (known: readonly string[]) => readonly string[],
): Promise<void> {
  await state.update(stateKey, (list) => [...change(foldersOf(list))]);
}
const listed = async ({ state }: PluginContext): Promise<readonly string[]> =>
  foldersOf(await state.get(stateKey));
const foldersOf = (list: Json | undefined): readonly string[] =>
  Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
