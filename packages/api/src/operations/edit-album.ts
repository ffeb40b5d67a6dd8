import {
  apply,
  type Earmark,
  EarmarkError,
  type Fields,
  pipeline,
  type Run,
  type Sink,
  type Subject,
  saidByPerson,
  targetId,
} from '@earmark/core';
import { noWait } from './begun.ts';

/** What a person writes goes the same way as everything else: plan, journal, apply, receipt. So it can be undone. */
export async function editAlbum(earmark: Earmark, album: string, set: Fields): Promise<Run> {
  const subject = await subjectOf(earmark, album);
  return earmark.run(
    pipeline({
      name: 'edit',
      async *start(context) {
        context.expect(1);
        context.count('subjects');
        yield saidByPerson(subject, set);
      },
    }).pipe(apply()),
    noWait,
  );
}

/** As a run has seen it, else as the catalogue knows it. */
async function subjectOf(earmark: Earmark, album: string): Promise<Subject> {
  const { journal, catalogue } = await earmark.store();
  const seen = await journal.subject(album);
  const row = await catalogue.album(album);
  if (!row) {
    if (seen) return seen;
    throw new EarmarkError('not-found', 'There is no such album.');
  }
  const sink = earmark.plugins.find(
    (plugin): plugin is Sink & { readonly kind: 'sink' } =>
      plugin.kind === 'sink' && 'reader' in plugin,
  );
  if (!sink)
    throw new EarmarkError('unsupported', 'This server writes no files: it has no sink for them.');
  const files = await catalogue.files({ album });
  return {
    kind: row.kind,
    id: album,
    title: row.title,
    creators: row.creators,
    targets: files.map(({ root, path, fields }) => ({
      sink: sink.name,
      id: targetId(root, path),
      fields,
    })),
  };
}
