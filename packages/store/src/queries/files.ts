import type { CatalogueFile } from '@earmark/core';
import type { Selectable } from 'kysely';
import type { FileTable } from '../schema/account.ts';
import { parsed, parsedOr, present } from './rows.ts';

export const fileColumns = [
  'id',
  'root',
  'folder',
  'name',
  'size',
  'mtime_ns',
  'inode',
  'album',
  'format',
  'fields',
  'complete',
  'duration',
  'pictures',
  'chapters',
  'essence',
  'fault_code',
  'fault_message',
  'probe',
] as const satisfies readonly (keyof FileTable)[];

/** In the order of `fileColumns`. */
export function valuesOf(file: CatalogueFile): readonly unknown[] {
  const { folder, name } = partsOf(file.path);
  return [
    file.id,
    file.root,
    folder,
    name,
    file.size,
    file.mtimeNs,
    file.inode,
    file.album ?? null,
    file.format ?? null,
    JSON.stringify(file.fields),
    file.complete ? 1 : 0,
    file.durationSeconds ?? null,
    file.pictures,
    file.chapters,
    file.essence ?? null,
    file.fault?.code ?? null,
    file.fault?.message ?? null,
    file.probe === undefined ? null : JSON.stringify(file.probe),
  ];
}

export function fileOf(row: Selectable<FileTable>): CatalogueFile {
  const { id, root, size, inode, pictures, chapters, album, format, essence } = row;
  const code = row.fault_code as NonNullable<CatalogueFile['fault']>['code'] | null;
  return {
    id,
    root,
    path: pathOf(row),
    size,
    mtimeNs: row.mtime_ns,
    inode,
    fields: parsed(row.fields),
    complete: row.complete === 1,
    pictures,
    chapters,
    ...present({
      album,
      format,
      durationSeconds: row.duration,
      essence,
      probe: parsedOr<CatalogueFile['probe']>(row.probe),
      fault: code && { code, message: row.fault_message ?? '' },
    }),
  };
}

export function partsOf(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

export function pathOf({ folder, name }: { folder: string; name: string }): string {
  return folder === '' ? name : `${folder}/${name}`;
}
