import { dirname } from 'node:path';
import { EarmarkError, type Fields, type Lease, type PluginContext } from '@earmark/core';
import { type LeftoverKind, leftoverPath, ownOwner, removeIfThere } from '@earmark/core/files';
import type { TagSinkOptions } from '../options.ts';
import type { Pool } from '../pool/pool.ts';
import type { CommitAnswer, CommitWay, FileLook, Job, PrepareAnswer } from '../pool/protocol.ts';
import { nameFile } from '../worker/faults.ts';
import { isExpected } from '../worker/file-state.ts';
import { createDiskSync } from '../write/disk-sync.ts';
import type { OpenFolders } from '../write/open-folders.ts';
import type { Step } from './data.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Another program may be done with the file soon. */
const retryMs = [50, 100, 200, 400, 800];

export type WriteContext = PluginContext & { readonly lease: Lease };
export interface Writer {
  /** Brings a file from one state to another, or throws and leaves it as it was. Gives its new fingerprint. `set`: what the result must read as. */
  write(path: string, step: Step, set: Fields | undefined, ctx: WriteContext): Promise<string>;
}

export function createWriter(pool: Pool, folders: OpenFolders, options: TagSinkOptions): Writer {
  const disk = createDiskSync();
  const { inPlace = true, keepMtime = false, hardLinks = 'refuse', verify = {} } = options;
  const secondReader = verify.secondReader?.name;
  let lastNumber = 0;

  const nameBeside = async (path: string, kind: LeftoverKind) =>
    leftoverPath(path, await ownOwner(), ++lastNumber, kind);

  async function prepared(
    path: string,
    temporary: string,
    { format, patch, backwards, from, to }: Step,
    set: Fields | undefined,
  ): Promise<PrepareAnswer> {
    return pool.run({
      kind: 'prepare',
      path,
      format,
      patch,
      backwards,
      before: from,
      after: to,
      temporary,
      // In place, a file keeps its time only if nobody notices the change: then it is copied.
      inPlace: inPlace && !keepMtime,
      keepMtime,
      hardLinks,
      ...(set === undefined ? {} : { set }),
      ...(secondReader === undefined ? {} : { secondReader }),
    });
  }

  /** A thread can be lost between the swap and its answer: then the file tells. */
  async function committed(
    job: Job & { kind: 'commit' },
    { format, to }: Step,
  ): Promise<CommitAnswer> {
    try {
      return await pool.run(job);
    } catch (error) {
      if (EarmarkError.is(error, 'io')) throw error;
      const state = await pool.run({ kind: 'state', path: job.path, format });
      if (isExpected(state, to)) return state;
      throw error;
    }
  }

  /** The point of no return: everything before it left the file alone. */
  async function commit(
    path: string,
    temporary: string,
    step: Step,
    { state, ...answer }: PrepareAnswer,
    ctx: WriteContext,
  ): Promise<FileLook> {
    if (answer.outcome === 'already') return state;
    if (answer.outcome === 'copied') await disk.file(temporary);
    refuseAborted(ctx);
    await ctx.lease.confirm();
    const way: CommitWay =
      answer.outcome === 'copied'
        ? { kind: 'replace', temporary, aside: await nameBeside(path, 'old') }
        : {
            kind: 'in-place',
            region: answer.region,
            journal: await nameBeside(path, 'patch'),
          };
    for (const wait of [...retryMs, undefined]) {
      const done = await committed({ kind: 'commit', path, planned: state, way }, step);
      if (!('busy' in done)) {
        if (way.kind === 'replace') await disk.folder(dirname(path));
        return done;
      }
      if (wait === undefined) throw busyError(path, done.busy);
      await ctx.clock.sleep(wait, ctx.signal);
      await ctx.lease.confirm();
    }
    throw new EarmarkError('internal', `${path}: gave up without a reason`);
  }

  return {
    async write(path, step, set, ctx) {
      refuseAborted(ctx);
      const temporary = await nameBeside(path, 'tmp');
      return folders.during(ctx, path, async () => {
        try {
          const look = await commit(
            path,
            temporary,
            step,
            await prepared(path, temporary, step, set),
            ctx,
          );
          return fingerprintOf({ ...look, digest: step.to.digest });
        } catch (error) {
          await removeIfThere(temporary);
          throw nameFile(error, path);
        }
      });
    },
  };
}

function busyError(path: string, code: string): EarmarkError {
  return new EarmarkError(
    'io',
    `${path} could not be replaced (${code}): another program has it open, or the folder is protected. It is as it was; close the program and try again`,
  );
}

function refuseAborted({ signal, lease }: WriteContext): void {
  if (signal.aborted) throw new EarmarkError('aborted', 'writing tags was stopped');
  if (lease.lost.aborted)
    throw new EarmarkError('locked', `the lock on ${lease.key} was lost: nothing was written`);
}
