import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EarmarkError, type Fields, type Lease, type PluginContext } from '@earmark/core';
import type { TagSinkOptions } from '../options.ts';
import type { Pool } from '../pool/pool.ts';
import type { PrepareAnswer } from '../pool/protocol.ts';
import { fileError } from '../worker/faults.ts';
import { leftoverPath } from '../write/leftover-names.ts';
import type { OpenFolders } from '../write/open-folders.ts';
import { ownOwner } from '../write/owner.ts';
import { patchInPlace } from '../write/patch-journal.ts';
import { refuseChanged, replace } from '../write/replace.ts';
import type { Step } from './data.ts';

export type WriteContext = PluginContext & { readonly lease: Lease };
export interface Writer {
  /** Brings a file from one state to another, or throws and leaves it as it was. `set`: what the result must read as. */
  write(path: string, step: Step, set: Fields | undefined, ctx: WriteContext): Promise<void>;
}

export function createWriter(pool: Pool, folders: OpenFolders, options: TagSinkOptions): Writer {
  const owner = ownOwner();
  const { inPlace = true, keepMtime = false, hardLinks = 'refuse', verify = {} } = options;
  const secondReader = verify.secondReader?.name;
  let lastNumber = 0;

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

  async function commit(path: string, temporary: string, answer: PrepareAnswer, ctx: WriteContext) {
    if (answer.outcome === 'already') return;
    refuseAborted(ctx);
    await ctx.lease.confirm();
    if (answer.outcome === 'copied') {
      await replace(temporary, path, answer.state, ctx.clock, ctx.signal);
      return;
    }
    const journal = leftoverPath(path, owner, ++lastNumber, 'patch');
    await refuseChanged(path, answer.state);
    await patchInPlace(path, answer.state.size, answer, journal);
  }

  return {
    async write(path, step, set, ctx) {
      refuseAborted(ctx);
      const temporary = leftoverPath(path, owner, ++lastNumber, 'tmp');
      await folders.during(ctx, dirname(path), async () => {
        try {
          await commit(path, temporary, await prepared(path, temporary, step, set), ctx);
        } catch (error) {
          await removeIfThere(temporary);
          throw fileError(error, path);
        }
      });
    },
  };
}

function refuseAborted({ signal, lease }: WriteContext): void {
  if (signal.aborted) throw new EarmarkError('aborted', 'writing tags was stopped');
  if (lease.lost.aborted)
    throw new EarmarkError('locked', `the lock on ${lease.key} was lost: nothing was written`);
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
