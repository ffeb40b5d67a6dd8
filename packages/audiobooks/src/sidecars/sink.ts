import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Diff,
  EarmarkError,
  type Fields,
  type Lease,
  type Plan,
  type PluginContext,
  parseTarget,
  pathOfTarget,
  type Receipt,
  readOptions,
  type Sink,
} from '@earmark/core';
import { z } from 'zod';
import { isSidecarField, type SidecarFormat, sidecarFields } from './fields.ts';
import { folderOf } from './folder.ts';
import { jsonFormat } from './json.ts';
import { opfFormat } from './opf.ts';
import { putText } from './put-text.ts';

export const sidecarSink = 'sidecars';
const formats = { json: jsonFormat, opf: opfFormat } as const;

export interface SidecarSinkOptions {
  /** Which files every book is to have. Default none: what was written before can still be undone. */
  readonly write?: readonly (keyof typeof formats)[];
}
const schema = z.strictObject({ write: z.array(z.enum(['json', 'opf'])).exactOptional() });

interface Step {
  /** The whole text before and after; null: no file. */
  readonly from: string | null;
  readonly to: string | null;
}
const step = z.object({ from: z.string().nullable(), to: z.string().nullable() });

/** `metadata.json` and `metadata.opf` beside a book's files, as targets of the book. */
export function createSidecarSink(options: SidecarSinkOptions = {}): Sink {
  const { write = [] } = readOptions(schema, options, 'createSidecarSink');

  async function plan(target: string, set: Fields, ctx: PluginContext): Promise<Plan> {
    const unknown = Object.keys(set).find((field) => !isSidecarField(field));
    if (unknown !== undefined)
      throw new EarmarkError(
        'unsupported',
        `${target} has no field ${unknown}. It has: ${sidecarFields.join(', ')}.`,
      );
    const { format, path } = placeOf(target, ctx);
    const from = await textAt(path);
    const now = fieldsIn(from, format, path);
    const diff = Object.entries(set).flatMap(([field, after]): Diff[] => {
      const before = now[field] ?? [];
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
    });
    const to = diff.length === 0 ? from : format.write(withPairs(set, now), from ?? undefined);
    return {
      id: randomUUID(),
      change: { kind: 'fields', target, set },
      diff,
      fingerprint: digestOf(from),
      data: { from, to },
    };
  }

  /** From one text to the other; where it is there already, nothing is done. */
  async function move(target: string, { from, to }: Step, ctx: Writing): Promise<string> {
    const { path } = placeOf(target, ctx);
    const now = await textAt(path);
    if (now === to) return digestOf(to);
    if (now !== from)
      throw new EarmarkError('conflict', `${path} has changed since it was looked at.`);
    if (ctx.signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    await putText(path, to, () => ctx.lease.confirm());
    return digestOf(to);
  }

  return {
    spec: 1,
    kind: 'sink',
    name: sidecarSink,

    async targetsOf(subject, ctx) {
      const folder = subject.kind === 'book' ? await folderOf(subject, ctx) : undefined;
      if (folder === undefined) return [];
      const targets = [];
      for (const kind of write) {
        const id = `${folder}${formats[kind].file}`;
        const text = await textAt(pathOfTarget(id, ctx.roots));
        const fields = text === null ? {} : formats[kind].read(text);
        if (fields !== undefined) targets.push({ sink: sidecarSink, id, fields });
      }
      return targets;
    },

    plan(change, ctx) {
      if (change.kind === 'fields') return plan(change.target, change.set, ctx);
      throw new EarmarkError('unsupported', `${change.target} holds fields alone.`);
    },

    async apply({ id, change, diff, data }, ctx): Promise<Receipt> {
      const { from, to } = step.parse(data);
      const fingerprint = await move(change.target, { from, to }, ctx);
      const at = ctx.clock.now();
      const undo = { from: to, to: from };
      return { plan: id, target: change.target, applied: diff, fingerprint, at, undo };
    },

    async inspect({ change, data }, ctx) {
      const { from, to } = step.parse(data);
      const now = await textAt(placeOf(change.target, ctx).path);
      if (now === to) return 'after';
      return now === from ? 'before' : 'other';
    },

    async revert({ plan: id, target, applied, undo }, ctx): Promise<Receipt> {
      const { from, to } = step.parse(undo);
      const fingerprint = await move(target, { from, to }, ctx);
      const back = applied.map(({ field, before, after }) => ({
        field,
        before: after,
        after: before,
      }));
      const at = ctx.clock.now();
      return { plan: id, target, applied: back, fingerprint, at, undo: { from: to, to: from } };
    },
  };
}

type Writing = PluginContext & { readonly lease: Lease };

function placeOf(target: string, { roots }: PluginContext) {
  const format = Object.values(formats).find(
    ({ file }) => parseTarget(target).path.split('/').at(-1) === file,
  );
  if (format) return { format, path: pathOfTarget(target, roots) };
  throw new EarmarkError('config', `${JSON.stringify(target)} is not a sidecar of a book.`);
}

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function fieldsIn(text: string | null, format: SidecarFormat, path: string): Fields {
  const fields = text === null ? {} : format.read(text);
  if (fields) return fields;
  throw new EarmarkError('unsupported', `${path} was written by something else: it is left alone.`);
}

/** Series and their parts are one list in a file. */
function withPairs(set: Fields, now: Fields): Fields {
  if (!('series' in set) && !('seriespart' in set)) return set;
  const { series = now.series ?? [], seriespart = now.seriespart ?? [] } = set;
  return { ...set, series, seriespart };
}

const digestOf = (text: string | null) =>
  text === null ? 'none' : createHash('sha256').update(text).digest('hex');
