/** Clears what an earlier process left, then gives one file its genres: `<folder> <state file> <name> <in-place|copy>`. */
import { createTagSink } from '@earmark/tags';
import { formats } from '../formats.ts';
import { lastingContext } from './context.ts';

const [folder = '', stateFile = '', name = '', way = ''] = process.argv.slice(2);
const ctx = lastingContext(folder, stateFile);
const sink = createTagSink({ formats: formats(), workers: 1, inPlace: way === 'in-place' });
await sink.recover?.(ctx);
const set = { genre: ['Hip Hop', 'Electronic'] };
await sink.apply(await sink.plan({ kind: 'fields', target: `music:${name}`, set }, ctx), ctx);
await sink.close?.();
