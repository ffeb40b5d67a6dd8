import { basename } from 'node:path';
import {
  apply,
  type Earmark,
  EarmarkError,
  type Fields,
  isFieldName,
  pipeline,
  type Run,
  type Subject,
  saidByPerson,
} from '@earmark/core';
import { type Checks, checkOptions, listOf, object, recordOf, text } from '@earmark/core/options';
import { placeOfFile } from './file-place.ts';
import { fileSinkOf } from './file-sink.ts';

export interface FieldEdit {
  /** An absolute path. */
  readonly file: string;
  /** An empty list removes the field. */
  readonly set: Fields;
}
export interface SetFieldsOptions {
  /** What the journal calls the run. Default `set-fields`. */
  readonly name?: string;
  /** A file in one of these belongs to it; any other to its own folder. Default: the account's. */
  readonly roots?: Readonly<Record<string, string>>;
}
export type SetFieldsRequest = SetFieldsOptions &
  (
    | { readonly files: readonly string[]; readonly set: Fields }
    | { readonly edits: readonly FieldEdit[] }
  );

/**
 * Writes fields of single files, the same way as everything else: planned, journalled, verified, with receipts, so
 * that `earmark.undo` puts them back. `change-applied` and `change-failed` of the run tell how each file went.
 */
export function setFields(earmark: Earmark, request: SetFieldsRequest): Run {
  checkOptions<Given>(request, 'setFields', checks);
  const { name = 'set-fields', roots = earmark.own.roots ?? {} } = request;
  const edits = editsOf(request);
  const sink = fileSinkOf(earmark.plugins);
  const placed = edits.map(({ file, set }) => {
    checkNames(set);
    return { place: placeOfFile(file, roots), set };
  });
  const given = {
    spec: 1 as const,
    kind: 'origin' as const,
    name: 'given-files',
    roots: Object.fromEntries(placed.map(({ place: { root, folder } }) => [root, folder])),
    async *subjects() {},
    get: async () => undefined,
  };
  return earmark.run(
    pipeline({
      name,
      origins: [given],
      async *start(run) {
        run.expect(placed.length);
        for (const { place, set } of placed) {
          if (run.signal.aborted) return;
          const subject = subjectOf(place.target, sink.name);
          run.count('subjects');
          yield saidByPerson(subject, set);
        }
      },
    }).pipe(apply()),
  );
}

/** The request as somebody without types gives it. */
interface Given extends SetFieldsOptions {
  readonly files?: readonly string[];
  readonly set?: Fields;
  readonly edits?: readonly FieldEdit[];
}
const values = recordOf(listOf(text));
const checks: Checks<Given> = {
  name: text,
  roots: recordOf(text),
  files: listOf(text),
  set: values,
  edits: listOf(object<FieldEdit>({ file: text, set: values })),
};

function editsOf({ edits, files, set }: Given): readonly FieldEdit[] {
  if (edits) return edits;
  if (files && set) return files.map((file) => ({ file, set }));
  throw new EarmarkError(
    'config',
    'setFields: say which files, and what to set: { files, set }, or { edits }',
  );
}

function checkNames(set: Fields): void {
  const unknown = Object.keys(set).find((field) => !isFieldName(field));
  if (unknown !== undefined)
    throw new EarmarkError('config', `setFields: Unknown field ${JSON.stringify(unknown)}`);
}

const subjectOf = (target: string, sink: string): Subject => ({
  kind: 'track',
  id: `file:${target}`,
  title: basename(target),
  creators: [],
  targets: [{ sink, id: target, fields: {} }],
});
