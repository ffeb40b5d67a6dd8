import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  albums,
  apply,
  createEarmark,
  type Decision,
  decide,
  EarmarkError,
  enrich,
} from '@earmark/core';
import { createFileLibrary } from '@earmark/library';
import { setFields } from '@earmark/standard';
import { createTagReader } from '@earmark/tags';
import { createTaglibFormat } from '@earmark/tags-taglib';
import { decisionLines, values } from '../output/changes.ts';
import type { Output } from '../output/output.ts';
import { bold, dim, green } from '../output/style.ts';
import { differences, digestsOf } from './digests.ts';
import { makeLibrary } from './library.ts';
import { demoOptions } from './options.ts';

export interface DemoOptions {
  /** Leave the library and the state where they are, and say where. */
  readonly keep?: boolean;
}

/** The main job on a small library, offline: nothing here is played, every step is the real one. */
export async function demo(out: Output, { keep = false }: DemoOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-demo-'));
  try {
    await steps(folder, out);
  } finally {
    if (keep) out.say(dim(`\nkept: ${folder}`));
    else await rm(folder, { recursive: true, force: true });
  }
}

async function steps(folder: string, out: Output): Promise<void> {
  const music = join(folder, 'music');
  const roots = { demo: music };
  const earmark = await createEarmark(await demoOptions(folder));
  const check = (holds: boolean, what: string) => {
    if (!holds) throw new EarmarkError('integrity', `the demo went wrong: ${what}`);
  };
  try {
    const edits = await makeLibrary(music);
    const making = setFields(earmark, { name: 'Make the library', roots, edits });
    making.on('change-failed', ({ target, fault }) => out.complain(`${target}: ${fault.message}`));
    const made = await making.done;
    check(
      made.outcome === 'completed' && !made.counts.failed,
      made.fault?.message ?? 'the library could not be made',
    );
    const original = await digestsOf(music);
    out.say(
      `${bold('1  A library')} of ${original.size} files in five formats, with the tags that such libraries have.\n`,
    );

    const library = createFileLibrary({ roots });
    const way = (dryRun: boolean) =>
      albums(library).pipe(enrich()).pipe(decide()).pipe(apply({ dryRun }));

    out.say(bold('2  What would be done') + dim('   (earmark tag <folder> --dry-run)'));
    const paper = earmark.run(way(true));
    const decisions: Decision[] = [];
    const titles = new Map<string, string>();
    paper.on(
      'subject-found',
      ({ subject }) =>
        void titles.set(subject.id, `${subject.creators.join(', ')} – ${subject.title}`),
    );
    paper.on('decision-made', ({ decision, title }) => {
      decisions.push(decision);
      out.say(decisionLines(title, decision));
    });
    const planned = await paper.done;
    check(planned.outcome === 'completed', planned.fault?.message ?? 'the dry run did not end');
    check(differences(original, await digestsOf(music)).length === 0, 'a dry run changed a file');
    const known = new Set(decisions.map(({ subject }) => subject));
    for (const [id, title] of titles)
      if (!known.has(id)) out.say(`${title}\n  ${dim('no source knows it: left alone')}`);

    out.say(`\n${bold('3  Applied')}${dim('   (earmark tag <folder>)')}`);
    const applied = await earmark.run(way(false)).done;
    check(applied.outcome === 'completed' && !applied.counts.failed, 'a file could not be written');
    const { applied: written = 0, queued = 0, unchanged = 0 } = applied.counts;
    const changed = differences(original, await digestsOf(music));
    check(
      written > 0 && changed.length === written,
      `${changed.length} files differ after ${written} receipts`,
    );
    out.say(
      `   ${written} files written and verified, ${queued} wait for review, ${unchanged} need nothing.`,
    );

    const checked = await secondOpinion(changed, music, await receipts(earmark, applied.run));
    check(
      checked === changed.length,
      `a second reader agrees on ${checked} of ${changed.length} files`,
    );
    out.say(
      `\n${bold('4  A second reader')} (music-metadata) finds the same genres in all ${checked} of them.`,
    );

    const undone = await earmark.undo(applied.run).done;
    check(undone.outcome === 'completed' && !undone.counts.failed, 'the undo did not end');
    const left = differences(original, await digestsOf(music));
    check(left.length === 0, `${left.length} files are not as they were`);
    out.say(
      `\n${bold('5  Undone')}${dim('   (earmark undo <run>)')}: every byte of all ${original.size} files is back.`,
    );

    out.say(
      `\n${green('✓')} planned, decided with reasons, written without touching the sound, verified, undone.`,
    );
    out.say(
      dim('  Now with your own music: npm run -s earmark -- tag <folder> --dry-run --sample 5'),
    );
    out.data({
      event: 'demo-ended',
      files: original.size,
      albums: titles.size,
      written,
      queued,
      unchanged,
      verified: checked,
      undone: undone.counts.applied ?? 0,
    });
  } finally {
    await earmark.close();
  }
}

async function receipts(earmark: Awaited<ReturnType<typeof createEarmark>>, run: string) {
  const { journal } = await earmark.store();
  const records = await journal.receipts({ run });
  return new Map(records.map(({ receipt }) => [receipt.target, receipt]));
}

async function secondOpinion(
  changed: readonly string[],
  music: string,
  written: Awaited<ReturnType<typeof receipts>>,
): Promise<number> {
  const reader = createTagReader({ formats: [createTaglibFormat()] });
  let agreed = 0;
  for await (const result of reader.read(changed)) {
    const target = `demo:${result.path.slice(music.length + 1).replaceAll('\\', '/')}`;
    const wanted = written.get(target)?.applied.find(({ field }) => field === 'genre')?.after ?? [];
    if (result.ok && values(result.tags.fields.genre ?? []) === values(wanted)) agreed += 1;
  }
  await reader.close();
  return agreed;
}
