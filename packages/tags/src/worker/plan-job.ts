import {
  type Diff,
  EarmarkError,
  type Edit,
  type Fields,
  type PictureBytes,
  pictureField,
  pictureInfo,
  pictureValue,
  type Tags,
} from '@earmark/core';
import type { CoverWish, HardLinks, Job, PlanAnswer } from '../pool/protocol.ts';
import { frontsIn, verifyCover } from '../write/cover.ts';
import { editedView, type HeadedAccess } from '../write/edited-view.ts';
import { patchOf, refuseTouching } from '../write/edits.ts';
import { encodePatch } from '../write/patch.ts';
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
  { path, set, cover, hardLinks }: Job & { kind: 'plan' },
  formats: readonly LoadedFormat[],
  beat: () => void,
): Promise<PlanAnswer> {
  try {
    const file = openFile(path, true);
    try {
      const understood = await readTags(file, formats);
      const wish =
        cover === undefined
          ? fieldsWish(file, understood, normalSet(set))
          : coverWish(file, understood, cover);
      return await plan(file, understood, wish, hardLinks, beat);
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** One kind of change to a file: fields, or its cover. */
interface Wish {
  readonly diff: readonly Diff[];
  edits(): Iterable<Edit>;
  changes(): Iterable<string>;
  notes(): Iterable<string>;
  /** Throws where the result does not read as wanted. */
  verify(view: HeadedAccess, tags: Tags): void;
}

function fieldsWish(file: OpenFile, { format, tags }: Understood, set: Fields): Wish {
  const { codec, name } = format;
  const diff = diffOf(tags.fields, set);
  const changed = Object.fromEntries(diff.map(({ field, after }) => [field, after]));
  return {
    diff,
    edits() {
      if (codec.edits === undefined) throw refused(`${name} only reads`);
      return codec.edits(file, changed);
    },
    changes: () => codec.changes?.(file, changed) ?? [],
    notes: () => codec.notes?.(file, changed) ?? [],
    verify(_, after) {
      verifyFields(after, changed, name);
      verifyOthers(tags, after, changed);
    },
  };
}

function coverWish(file: OpenFile, { format, tags }: Understood, cover: CoverWish): Wish {
  const { codec, name } = format;
  if (codec.pictures === undefined || codec.cover === undefined)
    throw refused(`${name} does not write pictures`);
  const front = cover === 'remove' ? undefined : pictureFrom(cover);
  const before = frontsIn(codec, file).map(pictureValue);
  const after = front === undefined ? [] : [pictureValue(front)];
  const diff = before.join() === after.join() ? [] : [{ field: pictureField, before, after }];
  const edits = () => codec.cover?.(file, front) ?? { edits: [], changes: [] };
  return {
    diff,
    edits: () => edits().edits,
    changes: () => edits().changes,
    notes: () => [],
    verify(view, tagsAfter) {
      verifyCover(codec, file, view, front);
      verifyOthers(tags, tagsAfter, {});
    },
  };
}

function pictureFrom({ base64 }: { readonly base64: string }): PictureBytes {
  const bytes = Buffer.from(base64, 'base64');
  const info = pictureInfo(bytes);
  if (info === undefined) throw refused('its new cover is not a picture, judging by its bytes');
  return { mime: info.mime, bytes };
}

async function plan(
  file: OpenFile,
  { format, tags }: Understood,
  wish: Wish,
  hardLinks: HardLinks,
  beat: () => void,
): Promise<PlanAnswer> {
  const { diff } = wish;
  const { codec, name } = format;
  const essence = essenceOf(codec, file);
  const state = stateOf(file, essence, beat);
  if (diff.length === 0) return { format: name, diff, state };
  refuseProtected(file, hardLinks);
  if (!tags.complete) throw refused(tags.reason ?? 'its tags are not fully understood');
  if (essence.length === 0) throw refused(`${name} only reads this kind of file`);

  const patch = patchOf(wish.edits(), file);
  refuseTouching(patch, essence);
  const view = editedView(file, patch);
  wish.verify(view, await codec.read(view));
  verifyInventory(codec, file, view, wish.changes());
  const essenceAfter = essenceOf(codec, view);
  if (totalOf(essenceAfter) !== totalOf(essence))
    throw new EarmarkError('integrity', 'writing would change how much sound there is');
  return {
    format: name,
    diff,
    state,
    notes: [...wish.notes()],
    patch: encodePatch(patch),
    after: { size: view.size, digest: hashRest(view, essenceAfter, beat) },
  };
}

function diffOf(fields: Fields, set: Fields): readonly Diff[] {
  return Object.entries(set)
    .map(([field, after]) => ({ field, before: valuesOf(fields, field), after }))
    .filter(({ field, before, after }) => !sameValues(field, before, after));
}

const refused = (why: string): EarmarkError =>
  new EarmarkError('unsupported', `it is not written: ${why}`);
