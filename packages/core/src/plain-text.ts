const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** `&#039;` as `'`. What is no entity stays; a control character is a space. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    },
  );
}

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const unread = /<(script|style|textarea|option|noscript)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const tag = /<(\/?)([a-z][a-z0-9]*)\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const paragraphs = new Set('p div ul ol h1 h2 h3 h4 h5 h6 blockquote'.split(' '));
const lines = new Set(['br', 'li']);

/** HTML without what nobody reads of it: comments, scripts, styles. */
export const readHtml = (html: string): string => html.replace(comment, '').replace(unread, '');

/** What people read of a text that may be HTML: its paragraphs stand a blank line apart, its lines one below the other. */
export function plainText(text: string): string {
  const html = readHtml(text);
  const isHtml = html.search(tag) >= 0;
  // In HTML a line break is a space; in a text without any it is what it says.
  const source = isHtml ? html.replace(/\s+/g, ' ') : html.replace(/\r\n?/g, '\n');
  const marked = source.replace(tag, (_, closing: string, name: string) => {
    const lower = name.toLowerCase();
    if (paragraphs.has(lower)) return '\n\n';
    return lines.has(lower) && closing === '' ? '\n' : '';
  });
  return withoutEntities(marked)
    .replace(/[ \t\u00a0]*\n[ \t\u00a0]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
