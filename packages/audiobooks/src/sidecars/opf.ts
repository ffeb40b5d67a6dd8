import { type SidecarFormat, seriesPairs } from './fields.ts';

const ours = '<meta name="generator" content="Earmark"/>';

/** `metadata.opf` as Calibre and Audiobookshelf read it. One that somebody else wrote is left alone. */
export const opfFormat: SidecarFormat = {
  file: 'metadata.opf',

  read(text) {
    if (!text.includes(ours)) return undefined;
    const all = (pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([, value = '']) => unescaped(value));
    const parts = all(/<meta name="calibre:series_index" content="([^"]*)"\/>/g);
    return {
      title: all(/<dc:title>([^<]*)<\/dc:title>/g),
      subtitle: all(/<dc:subtitle>([^<]*)<\/dc:subtitle>/g),
      artists: all(/<dc:creator opf:role="aut">([^<]*)</g),
      narrator: all(/<dc:creator opf:role="nrt">([^<]*)</g),
      publisher: all(/<dc:publisher>([^<]*)</g),
      year: all(/<dc:date>([^<]*)</g),
      description: all(/<dc:description>([^<]*)</g),
      isbn: all(/<dc:identifier opf:scheme="ISBN">([^<]*)</g),
      asin: all(/<dc:identifier opf:scheme="ASIN">([^<]*)</g),
      language: all(/<dc:language>([^<]*)</g),
      genre: all(/<dc:subject>([^<]*)</g),
      tag: all(/<dc:tag>([^<]*)</g),
      series: all(/<meta name="calibre:series" content="([^"]*)"\/>/g),
      seriespart: parts.some((part) => part !== '') ? parts : [],
      explicit: all(/<meta name="earmark:explicit" content="([^"]*)"\/>/g),
      abridged: all(/<meta name="earmark:abridged" content="([^"]*)"\/>/g),
    };
  },

  write(set, text) {
    const all = { ...(text === undefined ? {} : this.read(text)), ...set };
    const elements = (name: string, values: readonly string[] = [], more = '') =>
      values.map((value) => `<${name}${more}>${escaped(value)}</${name.split(' ')[0]}>`);
    const meta = (name: string, value: string) =>
      `<meta name="${name}" content="${escaped(value)}"/>`;
    const lines = [
      ...elements('dc:title', all.title),
      ...elements('dc:subtitle', all.subtitle),
      ...elements('dc:creator', all.artists, ' opf:role="aut"'),
      ...elements('dc:creator', all.narrator, ' opf:role="nrt"'),
      ...elements('dc:publisher', all.publisher),
      ...elements('dc:date', all.year),
      ...elements('dc:description', all.description),
      ...elements('dc:identifier', all.isbn, ' opf:scheme="ISBN"'),
      ...elements('dc:identifier', all.asin, ' opf:scheme="ASIN"'),
      ...elements('dc:language', all.language),
      ...elements('dc:subject', all.genre),
      ...elements('dc:tag', all.tag),
      ...seriesPairs(all.series, all.seriespart).flatMap(([name, part]) => [
        meta('calibre:series', name),
        meta('calibre:series_index', part),
      ]),
      ...(all.explicit ?? []).map((value) => meta('earmark:explicit', value)),
      ...(all.abridged ?? []).map((value) => meta('earmark:abridged', value)),
      ours,
    ];
    return [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<package xmlns="http://www.idpf.org/2007/opf" version="2.0">',
      '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">',
      ...lines.map((line) => `    ${line}`),
      '  </metadata>',
      '</package>',
      '',
    ].join('\n');
  },
};

const letters = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;
const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => letters[letter as keyof typeof letters]);
const unescaped = (text: string) =>
  Object.entries(letters)
    .reverse()
    .reduce((all, [letter, name]) => all.replaceAll(name, letter), text);
