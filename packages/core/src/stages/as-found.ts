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
  const isOurs = ourDecisions(store);
  const targets = await Promise.all(
    subject.targets.map(async (target) => ({
      ...target,
      fields: await fieldsAsFound(target.id, target.fields, store, isOurs),
    })),
  );
  return { ...subject, targets };
}

/** The catalogue with the fields of its files as people left them. */
export function catalogueAsFound(catalogue: Catalogue, store: History): Catalogue {
  const isOurs = ourDecisions(store);
  const found = async (file: CatalogueFile): Promise<CatalogueFile> => ({
    ...file,
    fields: await fieldsAsFound(targetId(file.root, file.path), file.fields, store, isOurs),
  });
  const foundOrNone = async (file: CatalogueFile | undefined) => file && found(file);
  return {
    ...catalogue,
    files: async (filter) => Promise.all((await catalogue.files(filter)).map(found)),
    file: async (id) => foundOrNone(await catalogue.file(id)),
    byPath: async (root, path) => foundOrNone(await catalogue.byPath(root, path)),
    byInode: async (root, inode) => Promise.all((await catalogue.byInode(root, inode)).map(found)),
  };
}

async function fieldsAsFound(
  target: string,
  fields: Fields,
  { journal }: History,
  isOurs: ReturnType<typeof ourDecisions>,
): Promise<Fields> {
  const records: ReceiptRecord[] = [];
  for await (const page of pagesOf((page) => journal.receipts({ target, ...page })))
    records.push(...page);
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
