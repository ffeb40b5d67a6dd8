import type { Edit, RandomAccess } from '@earmark/core';
import { unsupported } from '@earmark/tags/codec';
import { type Atom, isPadding, topAtoms } from '../atoms/atom.ts';
import type { Container } from '../atoms/container.ts';
import { type OffsetTable, offsetTables, readOffsets } from '../atoms/offset-tables.ts';

/**
 * The edits that keep every absolute offset on its byte when all that is behind the movie moves by `moved`; also
 * an offset behind the file's end, where sound was cut off: no tag may come to lie there.
 * Throws `unsupported` where something might hold offsets that are not understood.
 */
export function movedOffsets(file: RandomAccess, moov: Container, moved: number): Edit[] {
  const { atom } = moov;
  const tops = [...topAtoms(file)];
  if (tops.some((top) => top.offset >= atom.end && !isPadding(top))) refuseStrangers(tops, atom);
  return offsetTables(file).flatMap((table) => movedTable(file, table, atom, moved));
}

/** An index counts from its own end: what it points at must move with it. */
function refuseStrangers(tops: readonly Atom[], moov: Atom): void {
  if (tops.filter(({ type }) => type === 'moov').length > 1)
    throw unsupported('a file with several movies (moov) cannot be moved');
  for (const { type, offset } of tops) {
    if (type === 'meta') throw unsupported('a meta atom beside the movie may hold offsets');
    if (type === 'sidx' && offset < moov.offset)
      throw unsupported('an index (sidx) in front of the movie cannot be moved');
  }
}

function movedTable(
  file: RandomAccess,
  table: OffsetTable,
  moov: Atom,
  moved: number,
): readonly Edit[] {
  const old = readOffsets(file, table);
  if (!old.some((offset) => offset > moov.offset)) return [];
  const bytes = Buffer.from(file.bytes(table.offset, table.count * table.stride));
  old.forEach((offset, index) => {
    if (offset <= moov.offset) return;
    if (offset < moov.end) return;
    const at = index * table.stride + table.at;
    if (table.width === 8) bytes.writeBigUInt64BE(BigInt(offset + moved), at);
    else if (offset + moved < 2 ** 32) bytes.writeUInt32BE(offset + moved, at);
    else throw unsupported('the file would become too large for its 32-bit offsets');
  });
  return [{ range: { offset: table.offset, length: bytes.length }, bytes }];
}
