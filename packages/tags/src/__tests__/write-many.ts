/** Run by the neighbours test as a process of its own: a worker that clears what was left, then writes a file, as each job does. */
import { createFileState, createNoteFormat } from '@earmark/testkit';
import { createTagSink } from '../index.ts';
import { writeContext } from './context.ts';

const [folder = '', stateFile = '', worker = '', files = ''] = process.argv.slice(2);

const ctx = writeContext({ music: folder }, createFileState(stateFile));
const sink = createTagSink({ formats: [createNoteFormat()], workers: 1 });
for (let file = 0; file < Number(files); file++) {
  await sink.recover?.(ctx);
  const target = `music:${worker}-${file}.note`;
  const change = { kind: 'fields', target, set: { title: ['New'] } } as const;
  await sink.apply(await sink.plan(change, ctx), ctx);
}
await sink.close?.();
