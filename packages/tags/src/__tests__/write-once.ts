/** Run by the crash tests as a process of its own: what an earlier process left is cleared, then one field is written. */
import { createFileState, createNoteFormat } from '@earmark/testkit';
import { createTagSink } from '../index.ts';
import { writeContext } from './context.ts';

const [folder = '', stateFile = '', value = '', mode = ''] = process.argv.slice(2);

const ctx = writeContext({ music: folder }, createFileState(stateFile));
const sink = createTagSink({ formats: [createNoteFormat()], workers: 1, inPlace: mode !== 'copy' });
await sink.recover?.(ctx);
const change = { kind: 'fields', target: 'music:song.note', set: { title: [value] } } as const;
await sink.apply(await sink.plan(change, ctx), ctx);
await sink.close?.();
