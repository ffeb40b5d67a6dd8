import { stripVTControlCharacters } from 'node:util';

const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;
const nothing = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** How many cells of a terminal a text takes: wide characters two, marks on top of others none. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const char of stripVTControlCharacters(text)) cells += cellsOfChar(char);
  return cells;
}

function cellsOfChar(char: string): number {
  if (wide.test(char)) return 2;
  return nothing.test(char) ? 0 : 1;
}

export function cut(text: string, width: number): string {
  if (cellsOf(text) <= width) return text;
  let short = '';
  let cells = 1;
  for (const char of text) {
    cells += cellsOfChar(char);
    if (cells > width) break;
    short += char;
  }
  return width <= 0 ? '' : `${short}…`;
}

/** Lines no wider than the terminal, broken between words; those after the first begin at `indent`. */
export function wrap(text: string, width: number, indent = 0): string {
  const room = Math.max(10, width);
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || line.trim() === '' || cellsOf(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = `${margin}${word}`;
    }
  }
  return [...lines, line ?? ''].join('\n');
}

/** A text as lines of at most `width` cells, broken between words, and inside of one only where it has no other end. */
export function lines(text: string, width: number): readonly string[] {
  const room = Math.max(2, width);
  const done: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cellsOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') done.push(line);
    const parts = pieces(word, room);
    line = parts.pop() ?? '';
    done.push(...parts);
  }
  return [...done, line];
}

function pieces(word: string, room: number): string[] {
  const done: string[] = [];
  let piece = '';
  let cells = 0;
  for (const char of word) {
    const own = cellsOfChar(char);
    if (cells + own > room) {
      done.push(piece);
      [piece, cells] = ['', 0];
    }
    piece += char;
    cells += own;
  }
  return [...done, piece];
}
