import { asin, type Fields, isbn13 } from '@earmark/core';
import type { Item } from './answers.ts';
import { chaptersOf } from './chapters.ts';
import { plainDescription, storedDescription } from './description.ts';
import { unsupported } from './unsupported.ts';

/**
 * Our fields and the server's: how a value is read, when two are the same to it, and what is sent. Everything that
 * makes it lose data, or end, cannot be made here: names come once, sequences as text, flags as flags.
 */
export interface FieldRule {
  read(item: Item): readonly string[];
  /** What two values have in common that are no difference to the server. */
  normal(values: readonly string[], item: Item): unknown;
  /** What is wanted as it would be stored. Throws `unsupported` for what no such field can be. */
  clean(values: readonly string[]): readonly string[];
}

const cleanText = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  const plain = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return plain.trim().normalize('NFC');
};
const texts = (values: readonly string[]) => values.map(cleanText).filter((value) => value !== '');
const fold = (text: string) => cleanText(text).toLowerCase();

function once(values: readonly string[], key: (value: string) => string): readonly string[] {
  return [
    ...new Map(
      texts(values)
        .reverse()
        .map((value) => [key(value), value]),
    ).values(),
  ].reverse();
}

const given = (value: string | number | null | undefined): readonly string[] =>
  value === null || value === undefined || value === '' ? [] : [String(value)];

function one(read: (item: Item) => string | number | null | undefined): FieldRule {
  return {
    read: (item) => given(read(item)),
    normal: (values) => texts(values)[0] ?? '',
    clean(values) {
      const clean = texts(values);
      if (clean.length > 1)
        throw unsupported('more than one value where the server has room for one');
      return clean;
    },
  };
}

/** An unordered set of names to the server, in any case. */
function people(read: (item: Item) => readonly string[]): FieldRule {
  return {
    read,
    normal: (values) => texts(values).map(fold).sort(),
    clean: (values) => once(values, fold),
  };
}

function list(read: (item: Item) => readonly string[]): FieldRule {
  return {
    read,
    normal: (values) => once(values, (value) => value),
    clean: (values) => once(values, (value) => value),
  };
}

function flag(read: (item: Item) => unknown): FieldRule {
  return {
    read: (item) => (read(item) === true || read(item) === 'true' ? ['1'] : []),
    normal: (values) => values.length > 0,
    clean(values) {
      if (values.length === 0 || (values.length === 1 && values[0] === '1')) return values;
      throw unsupported(`"${values.join(', ')}" is neither 1 nor absent`);
    },
  };
}

function number(
  rule: FieldRule,
  check: (text: string) => string | undefined,
  what: string,
): FieldRule {
  return {
    ...rule,
    normal: (values) => {
      const [text = ''] = texts(values);
      return check(text) ?? text;
    },
    clean: (values) =>
      rule.clean(values).map((text) => {
        const checked = check(text);
        if (checked !== undefined) return checked;
        throw unsupported(`"${text}" is no ${what}`);
      }),
  };
}

const title = one(({ media }) => media.metadata.title);
const description = one(({ media }) => media.metadata.description);

const fieldRules: Readonly<Record<string, FieldRule>> = {
  title: {
    ...title,
    clean(values) {
      const clean = title.clean(values);
      if (clean.length > 0) return clean;
      throw unsupported('a book needs a title');
    },
  },
  subtitle: one(({ media }) => media.metadata.subtitle),
  artists: people(({ media }) => (media.metadata.authors ?? []).map(({ name }) => name)),
  narrator: list(({ media }) => media.metadata.narrators ?? []),
  series: {
    read: ({ media }) => (media.metadata.series ?? []).map(({ name }) => name),
    // With its part beside each: the pairs are what the server compares, in any order.
    normal: (values) => texts(values).map(fold),
    clean: (values) => values.map(cleanText),
  },
  seriespart: {
    read: ({ media }) => (media.metadata.series ?? []).map(({ sequence }) => sequence ?? ''),
    normal: (values) => values.map(cleanText),
    clean: (values) => values.map(cleanText),
  },
  genre: list(({ media }) => media.metadata.genres ?? []),
  tag: list(({ media }) => media.tags ?? []),
  year: number(
    one(({ media }) => media.metadata.publishedYear),
    (text) => (/^\d{1,4}$/.test(text) && Number(text) > 0 ? String(Number(text)) : undefined),
    'year',
  ),
  publisher: one(({ media }) => media.metadata.publisher),
  description: {
    ...description,
    normal: (values) => plainDescription(values[0] ?? ''),
    clean: (values) => description.clean(values).map(storedDescription).filter(Boolean),
  },
  isbn: number(
    one(({ media }) => media.metadata.isbn),
    isbn13,
    'ISBN: its check digit is wrong',
  ),
  asin: number(
    one(({ media }) => media.metadata.asin),
    asin,
    'ASIN',
  ),
  language: one(({ media }) => media.metadata.language),
  explicit: flag(({ media }) => media.metadata.explicit),
  abridged: flag(({ media }) => media.metadata.abridged),
  chapter: {
    read: ({ media }) => chaptersOf(media.chapters ?? []),
    normal: (values) => values,
    clean: texts,
  },
};

export function ruleOf(field: string): FieldRule {
  const rule = Object.hasOwn(fieldRules, field) ? fieldRules[field] : undefined;
  if (rule) return rule;
  throw unsupported(`it has no field ${field}. It has: ${Object.keys(fieldRules).join(', ')}`);
}

/** All that an item has, in our words; what it has not is absent. */
export function fieldsOf(item: Item): Fields {
  return Object.fromEntries(
    Object.entries(fieldRules)
      .map(([field, rule]) => [field, rule.read(item)] as const)
      .filter(([, values]) => values.length > 0)
      .filter(([field, values]) => field !== 'seriespart' || values.some((part) => part !== '')),
  );
}
