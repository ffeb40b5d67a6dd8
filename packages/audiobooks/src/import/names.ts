import { basename } from 'node:path';

/** Bytes that a name may have on the disks and shares that people use. */
const mostBytes = 180;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A text as one folder or file name, on every system; a dot in front would hide it from the library's server. */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\s*:\s*/g, ' - ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they may not be in names
    .replace(/[\\/*?"<>|\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const short = cut(plain).replace(/[. ]+$/, '');
  if (short === '') return 'Unknown';
  return reserved.test(short) ? `${short}_` : short;
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  let kept = '';
  for (const letter of text) {
    if (Buffer.byteLength(kept + letter) > mostBytes) break;
    kept += letter;
  }
  return kept;
}

/** The same for a file, whose ending stays. */
export function safeFile(name: string): string {
  const base = basename(name);
  const dot = base.lastIndexOf('.');
  const ending = dot > 0 && base.length - dot <= 6 ? base.slice(dot) : '';
  return `${safeName(base.slice(0, base.length - ending.length))}${ending}`;
}
