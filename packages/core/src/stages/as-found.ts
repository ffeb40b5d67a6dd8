import { pagesOf } from '../pages.ts';
import type { AccountStore, ReceiptRecord } from '../ports.ts';
import { sameValues } from '../same-values.ts';
import type { Catalogue, CatalogueFile, Fields, Subject } from '../spec.ts';
import { targetId } from '../target.ts';

type History = Pick<AccountStore, 'journal' | 'reviews'>;

/**
 * The subject as people left it: a field that was written by a decision of ours reads as it was before. What we
 * wrote is no evidence for writing it again; what a person typed, or changed after us, is theirs.
 */
export async function asFound(subject: Subject, store: History): Promise<Subject> {
  return { ...subject, targets: await fieldsAsFound(subject.targets, ({ id }) => id, store) };
}

/** The catalogue with the fields of its files as people left them. */
export function catalogueAsFound(catalogue: Catalogue, store: History): Catalogue {
  const found = (files: readonly CatalogueFile[]) =>
    fieldsAsFound(files, ({ root, path }) => targetId(root, path), store);
  const foundOrNone = async (file: CatalogueFile | undefined) =>
    file === undefined ? undefined : (await found([file]))[0];
  return {
    ...catalogue,
    files: async (filter) => found(await catalogue.files(filter)),
    file: async (id) => foundOrNone(await catalogue.file(id)),
    byPath: async (root, path) => foundOrNone(await catalogue.byPath(root, path)),
    byInode: async (root, inode) => found(await catalogue.byInode(root, inode)),
  };
}

/** One question for so many: an album is one, and only a library in one folder is more. */
const atOnce = 500;

async function fieldsAsFound<Thing extends { readonly fields: Fields }>(
  things: readonly Thing[],
  targetOf: (thing: Thing) => string,
  store: History,
): Promise<readonly Thing[]> {
  const written = new Map<string, ReceiptRecord[]>();
  for (let from = 0; from < things.length; from += atOnce) {
    const targets = things.slice(from, from + atOnce).map(targetOf);
    for await (const page of pagesOf((page) => store.journal.receipts({ targets, ...page })))
      for (const record of page) {
        const { target } = record.receipt;
        written.set(target, [...(written.get(target) ?? []), record]);
      }
  }
  const isOurs = ourDecisions(store);
  return Promise.all(
    things.map(async (thing) => {
      const records = written.get(targetOf(thing));
      return records ? { ...thing, fields: await unwritten(thing.fields, records, isOurs) } : thing;
    }),
  );
}

/** Goes back from what is there, as far as it was us. */
async function unwritten(
  fields: Fields,
  records: readonly ReceiptRecord[],
  isOurs: ReturnType<typeof ourDecisions>,
): Promise<Fields> {
  const found: Record<string, readonly string[]> = { ...fields };
  const theirs = new Set<string>();
  for (const record of records.toReversed())
    for (const { field, before, after } of record.receipt.applied) {
      if (theirs.has(field)) continue;
      if (sameValues(found[field] ?? [], after) && (await isOurs(record, field)))
        found[field] = before;
      else theirs.add(field);
    }
  return found;
}

/** Whether a decision of ours, and no person, said what was written there. Asked once a decision, as an album's files share theirs; an undo leads back to what was decided before it. */
function ourDecisions({ journal, reviews }: History) {
  const known = new Map<string, Promise<string | undefined>>();
  async function fieldDecided(id: string): Promise<string | undefined> {
    const record = await journal.decision(id);
    if (record === undefined) return undefined;
    return (await reviews.get(id))?.edited === undefined ? record.decision.field : undefined;
  }
  return async ({ decisions, undoes }: ReceiptRecord, field: string): Promise<boolean> => {
    if (undoes !== undefined) return true;
    for (const id of decisions) {
      const decided = known.get(id) ?? fieldDecided(id);
      known.set(id, decided);
      if ((await decided) === field) return true;
    }
    return false;
  };
}
