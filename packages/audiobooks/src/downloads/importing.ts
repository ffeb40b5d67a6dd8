import { EarmarkError } from '@earmark/core';
import { groupFiles } from '../import/groups.ts';
import { type BookNames, layoutOf } from '../import/layout.ts';
import { safeFile } from '../import/names.ts';
import { placeBook } from '../import/place.ts';
import type { Settings } from '../options.ts';
import type { DownloadRecord, ImportedBook } from '../types.ts';
import type { Step } from './world.ts';

export interface ImportPlan {
  /** Relative to the library. */
  readonly books: readonly { readonly folder: string; readonly files: ImportedBook['files'] }[];
  readonly left: readonly string[];
}

/** What would lie where. Changes nothing. */
export function planImport(
  record: DownloadRecord,
  { template, extras }: Required<NonNullable<Settings['library']>>,
): ImportPlan | { readonly held: string } {
  const files = (record.files ?? []).map(({ path, name, size }) => ({
    path,
    name,
    sizeBytes: size,
    wanted: true,
  }));
  const grouped = groupFiles(files, extras);
  if ('held' in grouped) return grouped;
  const isOne = grouped.groups.length === 1;
  const books = grouped.groups.map(({ name, files: members }) => ({
    folder: layoutOf(template, namesOf(record, isOne ? undefined : name)),
    files: members.map(({ file, as }) => ({
      from: file.path,
      name: as.split('/').map(safeFile).join('/'),
      size: file.sizeBytes,
    })),
  }));
  const clash = books.find(
    ({ folder }, at) => books.findIndex((one) => one.folder === folder) < at,
  );
  if (clash) return { held: `two of its books would go to ${clash.folder}: sort them by hand` };
  return { books, left: grouped.left };
}

/** Of several books each has its folder's name: what was offered is the name of them all. */
function namesOf({ source }: DownloadRecord, folder?: string): BookNames {
  const [series] = source.series;
  const author = source.creators[0] ?? 'Unknown';
  if (folder !== undefined)
    return { author, title: folder, ...(series ? { series: series.name } : {}) };
  const part = /^\d+(?:\.\d+)?$/.exec(series?.sequence ?? '')?.[0];
  return {
    author,
    title: source.title.replace(/\s*[[({](?:m4b|mp3|m4a|unabridged|\d+ ?kbps)[\])}]/gi, ''),
    ...(series ? { series: series.name } : {}),
    ...(part ? { part } : {}),
    ...(source.narrators.length > 0 ? { narrator: source.narrators.slice(0, 2).join(', ') } : {}),
    ...(source.asin ? { asin: source.asin } : {}),
  };
}

export const importBooks: Step = async (record, { settings }) => {
  const { library } = settings;
  if (!library) return { held: 'no library folder is set: say where finished books go' };
  const plan = planImport(record, library);
  if ('held' in plan) return plan;
  const books: ImportedBook[] = [];
  try {
    for (const [at, { folder, files }] of plan.books.entries())
      books.push(await placeBook(library.folder, folder, files, `${record.id}-${at}`));
  } catch (error) {
    if (EarmarkError.is(error, 'conflict', 'malformed')) return { held: error.message };
    throw error;
  }
  return { to: 'linked', with: { books, left: plan.left } };
};
