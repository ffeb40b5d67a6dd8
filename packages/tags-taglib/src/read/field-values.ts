import { type FieldName, fieldInfos, fieldValue, halfOf } from '@earmark/core';

/** A native value as texts of its field: music-metadata gives strings, numbers, flags and small objects. */
export function textsOf(id: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split('\0').filter((text) => text.trim() !== '');
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value === 'boolean') return value ? ['1'] : [];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(id, each));
  if (!isObject(value)) return [];
  if (id === 'UFID') return musicBrainzOwner(value) ? identifierText(value.identifier) : [];
  // A comment with a description is another program's note.
  if (/^COMM?$/.test(id) && isObject(value) && value.description) return [];
  return 'text' in value ? textsOf(id, value.text) : [];
}

/** The field or fields that a value stands for, in the form that `Fields` has: `3/12` is two. */
export function spelled(field: FieldName, text: string): readonly (readonly [FieldName, string])[] {
  if (field === 'lyrics') return [['lyrics', 'yes']];
  if (field === 'track' || field === 'disc')
    return [...said(field, halfOf(text, 1)), ...said(`${field}total`, halfOf(text, 2))];
  return said(field, field === 'genre' && text === 'Bebob' ? 'Bebop' : text);
}

function said(field: FieldName, text: string): readonly (readonly [FieldName, string])[] {
  const value = fieldValue(fieldInfos[field].form, text);
  return value === undefined ? [] : [[field, value]];
}

function musicBrainzOwner(value: Record<string, unknown>): boolean {
  return value.owner_identifier === 'http://musicbrainz.org';
}
function identifierText(identifier: unknown): readonly string[] {
  return identifier instanceof Uint8Array ? [Buffer.from(identifier).toString('latin1')] : [];
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
