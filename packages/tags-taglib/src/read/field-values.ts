import { type FieldName, fieldInfos } from '@earmark/core';

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
  const { form } = fieldInfos[field];
  if (field === 'lyrics') return [['lyrics', 'yes']];
  if (field === 'track' || field === 'disc') {
    const [number = '', total = ''] = text.split('/');
    return [...digits(field, number), ...digits(`${field}total`, total)];
  }
  if (form === 'number') return digits(field, text);
  if (form === 'flag') return /^(?:1|true|yes)$/i.test(text.trim()) ? [[field, '1']] : [];
  if (form === 'date') return /^0*$/.test(text.trim()) ? [] : [[field, text.trim()]];
  if (field === 'genre') return text === 'Bebob' ? [[field, 'Bebop']] : [[field, text]];
  return [[field, text]];
}

function digits(field: FieldName, text: string): readonly (readonly [FieldName, string])[] {
  const number = /^\s*0*(\d+)/.exec(text)?.[1];
  return number === undefined || number === '0' ? [] : [[field, number]];
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
