/** The named ones that are met in tags and descriptions; numbers are read as they come. */
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
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  aring: 'å',
  aelig: 'æ',
  oslash: 'ø',
  oacute: 'ó',
  ocirc: 'ô',
  uacute: 'ú',
  iacute: 'í',
  ntilde: 'ñ',
  ccedil: 'ç',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
};

/** `&#039;` as `'`. An unknown name stays; what stands for no character, or a control character, is a space or stays. */
export function withoutEntities(
  text: string,
  { unreadable = 'space' }: { readonly unreadable?: 'space' | 'stays' } = {},
): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      const printable = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      if (printable) return String.fromCodePoint(code);
      return unreadable === 'space' ? ' ' : whole;
    },
  );
}

/** `Eacute` is the capital of `eacute`. */
function named(name: string): string | undefined {
  const found = entities[name.toLowerCase()];
  return /^[A-Z]/.test(name) ? found?.toUpperCase() : found;
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
