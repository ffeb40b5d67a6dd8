import { readHtml, withoutEntities } from '@earmark/core';

const kept = new Set('p ol ul li a strong em del br b i'.split(' '));
const tag = /<(\/?)([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;

/** A description as the server keeps it: its few tags, everything else as text. What it gets in this form it stores as it is. */
export function storedDescription(text: string): string {
  const source = readHtml(text);
  let out = '';
  let from = 0;
  for (const found of source.matchAll(tag)) {
    const [whole, slash = '', name = '', attributes = ''] = found;
    out += escaped(source.slice(from, found.index));
    from = found.index + whole.length;
    const lower = name.toLowerCase();
    if (!kept.has(lower)) continue;
    if (lower === 'br') out += '<br />';
    else out += slash ? `</${lower}>` : `<${lower}${lower === 'a' ? link(attributes) : ''}>`;
  }
  return (out + escaped(source.slice(from))).trim();
}

/** What people read of it: two descriptions with the same words are no difference. */
export function plainDescription(text: string): string {
  return withoutEntities(storedDescription(text).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

const escaped = (text: string) =>
  withoutEntities(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function link(attributes: string): string {
  const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  const address = href?.[1] ?? href?.[2] ?? '';
  return /^https?:\/\/[^\s"<>]+$/i.test(address) ? ` href="${address}"` : '';
}
