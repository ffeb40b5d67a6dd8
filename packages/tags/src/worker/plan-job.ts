import { type Diff, EarmarkError, type Edit, type Fields, type TagCodec } from '@earmark/core';
import type { HardLinks, Job, PlanAnswer } from '../pool/protocol.ts';
import { editedView } from '../write/edited-view.ts';
import { patchOf, refuseTouching } from '../write/edits.ts';
import { encodePatch } from '../write/patch.ts';
import { rewriteEdits } from '../write/rewrite-edits.ts';
import { normalSet, sameValues, valuesOf } from '../write/values.ts';
import { verifyFields, verifyInventory, verifyOthers } from '../write/verify.ts';
import type { LoadedFormat } from './codecs.ts';
import { essenceOf, hashRest, totalOf } from './essence.ts';
import { fileError } from './faults.ts';
import { type OpenFile, openFile } from './file-access.ts';
import { stateOf } from './file-state.ts';
import { readTags, type Understood } from './read-tags.ts';
import { refuseProtected } from './writable.ts';

/** What a change would do to a file, tried out on a view of it: nothing is written. */
export async function planJob(
  { path, set, hardLinks }: Job & { kind: 'plan' },
  formats: readonly LoadedFormat[],
  beat: () => void,
): Promise<PlanAnswer> {
  try {
    const file = openFile(path, true);
    try {
      return await plan(
        file,
        await readTags(file, formats),
        { set: normalSet(set), hardLinks },
        beat,
      );
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

async function plan(
  file: OpenFile,
  { format, tags }: Understood,
  { set, hardLinks }: { readonly set: Fields; readonly hardLinks: HardLinks },
  beat: () => void,
): Promise<PlanAnswer> {
  const diff = diffOf(tags.fields, set);
  const { codec, name } = format;
  const essence = essenceOf(codec, file);
  const state = stateOf(file, essence, beat);
  if (diff.length === 0) return { format: name, diff, state };
  refuseProtected(file, hardLinks);
  if (!tags.complete) throw refused(tags.reason ?? 'its tags are not fully understood');
  if (essence.length === 0) throw refused(`${name} only reads this kind of file`);

  const changed = Object.fromEntries(diff.map(({ field, after }) => [field, after]));
  const patch = patchOf(await editsOf(file, codec, name, changed, essence), file);
  refuseTouching(patch, essence);
  const view = editedView(file, patch);
  const tagsAfter = await codec.read(view);
  verifyFields(tagsAfter, changed, name);
  verifyOthers(tags, tagsAfter, changed);
  verifyInventory(codec, file, view, changed);
  const essenceAfter = essenceOf(codec, view);
  if (totalOf(essenceAfter) !== totalOf(essence))
    throw new EarmarkError('integrity', 'writing would change how much sound there is');
  return {
    format: name,
    diff,
    state,
    notes: [...(codec.notes?.(file, changed) ?? [])],
    patch: encodePatch(patch),
    after: { size: view.size, digest: hashRest(view, essenceAfter, beat) },
  };
}

async function editsOf(
  file: OpenFile,
  codec: TagCodec,
  name: string,
  set: Fields,
  essence: ReturnType<typeof essenceOf>,
): Promise<Iterable<Edit>> {
  if (codec.edits !== undefined) return codec.edits(file, set);
  if (codec.rewrite !== undefined) return rewriteEdits(file, codec, set, essence);
  throw refused(`${name} only reads`);
}

function diffOf(fields: Fields, set: Fields): readonly Diff[] {
  return Object.entries(set)
    .map(([field, after]) => ({ field, before: valuesOf(fields, field), after }))
    .filter(({ field, before, after }) => !sameValues(field, before, after));
}

const refused = (why: string): EarmarkError =>
  new EarmarkError('unsupported', `it is not written: ${why}`);
