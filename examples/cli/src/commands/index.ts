import type { Command } from 'commander';
import type { Outcome } from '../program.ts';
import { addAnalyze } from './analyze.ts';
import { addDemo } from './demo.ts';
import { addDiff } from './diff.ts';
import { addDoctor } from './doctor.ts';
import { addGenres } from './genres.ts';
import { addIndex } from './index-command.ts';
import { addInit } from './init.ts';
import { addJobs } from './jobs.ts';
import { addLocks } from './locks.ts';
import { addPlugins } from './plugins.ts';
import { addQuality } from './quality.ts';
import { addReview } from './review.ts';
import { addRuns } from './runs.ts';
import { addScan } from './scan.ts';
import { addState } from './state.ts';
import { addTag } from './tag.ts';
import { addTags } from './tags.ts';
import { addTranscode } from './transcode.ts';
import { addUndo } from './undo.ts';
import { addWorker } from './worker.ts';

export type AddCommand = (program: Command, outcome: Outcome) => void;

/** In the order in which somebody needs them. */
const commands: readonly AddCommand[] = [
  addInit,
  addDoctor,
  addScan,
  addAnalyze,
  addQuality,
  addTag,
  addReview,
  addDiff,
  addUndo,
  addRuns,
  addTags,
  addTranscode,
  addGenres,
  addWorker,
  addJobs,
  addLocks,
  addIndex,
  addState,
  addPlugins,
  addDemo,
];

export function addCommands(program: Command, outcome: Outcome): void {
  for (const add of commands) add(program, outcome);
}
