import { EarmarkError, type Json, type PlanContext, parseTarget } from '@earmark/core';
import { type MediaProbe, probeFile, probeToJson } from './ffmpeg/probe.ts';
import type { Tools } from './ffmpeg/run.ts';
import type { Original } from './files/identity.ts';

/** What is kept of a file: what ffprobe said, and of which content. */
interface Kept {
  readonly of: string;
  readonly said: MediaProbe;
}

/**
 * Asked once a file, as long as it is the same: most files of a library are looked at again and again. The answer
 * is in the catalogue, where a snapshot or a shared database brings it to other machines; that of a file which no
 * origin has catalogued, as films, is in the sink's own memory.
 */
export async function knownProbe(
  target: string,
  path: string,
  original: Original,
  tools: Tools,
  ctx: PlanContext,
): Promise<MediaProbe> {
  const of = contentOf(original);
  const memory = (await rowOf(target, ctx)) ?? stateOf(target, ctx);
  const known = await memory.get();
  if (isKept(known) && known.of === of) return known.said;
  const { clock, signal } = ctx;
  const said = await probeFile(path, { tools, clock, signal, subject: path });
  await memory.set({ of, said: probeToJson(said) });
  return said;
}

interface Memory {
  get(): Promise<Json | undefined>;
  set(kept: Json): Promise<void>;
}

/** The catalogue's row of the file, where it has one. */
async function rowOf(target: string, { catalogue }: PlanContext): Promise<Memory | undefined> {
  const { root, path } = parseTarget(target);
  const row = await catalogue?.byPath(root, path);
  if (!catalogue || !row) return undefined;
  return {
    get: async () => row.probe,
    async set(kept) {
      try {
        await catalogue.setProbe(row.id, kept);
      } catch (error) {
        // A scan has removed the row since: there is nothing to remember it by.
        if (!EarmarkError.is(error, 'not-found')) throw error;
      }
    },
  };
}

function stateOf(target: string, { state }: PlanContext): Memory {
  const key = `probe:${target}`;
  return { get: () => state.get(key), set: (kept) => state.set(key, kept) };
}

/** Times to the millisecond: another machine may see those of the same file no more finely. */
const contentOf = ({ size, mtimeNs, digest }: Original): string =>
  [size, mtimeNs.slice(0, -6), digest].join(':');

function isKept(json: unknown): json is Kept {
  return typeof json === 'object' && json !== null && 'of' in json && 'said' in json;
}
