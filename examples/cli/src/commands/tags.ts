import { EarmarkError, type Fields, fieldNames, isFieldName, type ReadResult } from '@earmark/core';
import { defaultSink, fileSinkOf, placeOfFile, setFields } from '@earmark/standard';
import type { Command } from 'commander';
import { ended } from '../exit.ts';
import type { Globals } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { readSettings } from '../host/settings.ts';
import { type Id3Flag, withId3, writingId3 } from '../id3-flag.ts';
import { values } from '../output/changes.ts';
import { createOutput } from '../output/output.ts';
import { notesOf } from '../output/plan-notes.ts';
import { printable } from '../output/printable.ts';
import { bold, dim, red } from '../output/style.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

export const defineTags: DefineCommand = (tags, session) => {
  tags
    .command('show')
    .argument('<files...>')
    .description('show the tags of files; with --json one line per file, in the order given')
    .action(async (files: readonly string[], _options, command) => {
      session.code = await show(session.globals(command), files);
    });
  const set = tags
    .command('set')
    .argument('<files...>')
    .description('write fields, verified like everything else; `earmark undo` puts them back');
  for (const name of fieldNames.filter((each) => each !== 'lyrics')) {
    set.option(
      `--${name} <value>`,
      'repeat for several values; an empty one deletes the field',
      collect,
    );
  }
  withId3(set).action(
    async (
      files: readonly string[],
      { id3, ...options }: Id3Flag & Record<string, readonly string[] | string | undefined>,
      command: Command,
    ) => {
      const fields = fieldsOf(options);
      session.code = await withHost(
        session.globals(command),
        (host) => write(host, files, fields),
        (composed, settings) => writingId3(composed, settings, id3 === undefined ? {} : { id3 }),
      );
    },
  );
};

const collect = (value: string, before: readonly string[] = []) => [...before, value];

function fieldsOf(options: Record<string, readonly string[] | string | undefined>): Fields {
  const fields: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(options)) {
    if (isFieldName(name) && Array.isArray(list))
      fields[name] = list.filter((value) => value !== '');
  }
  if (Object.keys(fields).length === 0)
    throw new EarmarkError(
      'config',
      'nothing to set: give fields, such as --genre Rock --genre "Indie Rock"',
    );
  return fields;
}

async function show(globals: Globals, files: readonly string[]): Promise<number> {
  const out = createOutput(globals);
  const { config, context } = await readSettings(globals);
  const sinks = config.sinks ?? [await defaultSink(context)];
  const paths = files.map((file) => typedPath(file, globals.io));
  let failed = 0;
  let number = 0;
  for await (const result of fileSinkOf(sinks).reader.read(paths)) {
    // The reader keeps the order: what is shown is the name as it was given.
    const named = { ...result, path: files[number++] ?? result.path };
    if (!result.ok) failed += 1;
    out.data(asLine(named));
    out.say(asText(named));
  }
  return failed > 0 ? ended.failed : ended.done;
}

function asLine(result: ReadResult) {
  if (!result.ok)
    return {
      path: result.path,
      ok: false,
      error: { code: result.fault.code, message: result.fault.message },
    };
  const { path, format, tags } = result;
  const { fields, durationSeconds, pictures, chapters } = tags;
  return {
    path,
    ok: true,
    format,
    fields,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    pictures,
    chapters,
  };
}

function asText(result: ReadResult): string {
  if (!result.ok)
    return `${bold(printable(result.path))}\n  ${red(printable(result.fault.message))}`;
  const { path, format, tags } = result;
  const seconds =
    tags.durationSeconds === undefined ? '' : `, ${Math.round(tags.durationSeconds)} s`;
  const extras = dim(
    `  ${format}${seconds}, ${tags.pictures} pictures, ${tags.chapters} chapters${tags.complete ? '' : ', read-only: not fully understood'}`,
  );
  const lines = Object.entries(tags.fields).map(([field, list]) => `  ${field}: ${values(list)}`);
  return [bold(printable(path)), extras, ...lines].join('\n');
}

/** The same line as any change: plan, journal, apply, receipt. */
async function write(host: Host, files: readonly string[], fields: Fields): Promise<number> {
  const { earmark, out } = host;
  const paths = files.map((file) => typedPath(file, host.io));
  const places = new Map(
    files.map((file, index) => [file, placeOfFile(paths[index] ?? file, host.roots)]),
  );
  const run = setFields(earmark, {
    name: 'tags set',
    roots: host.roots,
    files: paths,
    set: fields,
  });
  const faults = new Map<string, { readonly code: string; readonly message: string }>();
  const applied = new Map<string, unknown>();
  run.on(
    'change-failed',
    ({ target, fault }) => void faults.set(target, { code: fault.code, message: fault.message }),
  );
  run.on('change-applied', ({ receipt }) => void applied.set(receipt.target, receipt.applied));
  const notes = notesOf(run);
  const result = await run.done;
  for (const [file, { target }] of places) {
    const error =
      faults.get(target) ??
      (result.fault && { code: result.fault.code, message: result.fault.message });
    out.data(
      error
        ? { path: file, ok: false, error }
        : { path: file, ok: true, applied: applied.get(target) ?? [] },
    );
    out.say(
      error
        ? `${printable(file)}: ${red(printable(error.message))}`
        : `${printable(file)}: ${applied.has(target) ? 'written' : 'already so'}`,
    );
  }
  for (const note of notes()) out.say(dim(note));
  if (applied.size > 0) out.say(dim(`To undo: earmark undo ${result.run}`));
  return result.fault || faults.size > 0 ? ended.failed : ended.done;
}
