import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { called, type NewWish } from '@earmark/audiobooks';
import { EarmarkError } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { dim } from '../output/style.ts';
import { deskOf } from './desk.ts';
import { wishesTable } from './output.ts';

export interface WishFlags {
  readonly author?: readonly string[];
  readonly series?: string;
  readonly narrator?: string;
  readonly language?: string;
  readonly asin?: string;
  readonly from?: string;
  readonly drop?: readonly string[];
}

export async function wish(host: Host, title: string | undefined, flags: WishFlags): Promise<void> {
  const { out, io } = host;
  const { records } = await deskOf(host);
  for (const id of flags.drop ?? []) {
    await records.drop(id);
    out.data({ event: 'wish-dropped', wish: id });
    out.say(`${id} is dropped. To undo: wish for it again.`);
  }
  const given = [
    ...(flags.from === undefined ? [] : await wishesIn(resolve(io.cwd, flags.from))),
    ...(title === undefined && !flags.author && !flags.series ? [] : [wishFrom(title, flags)]),
  ];
  for (const one of given) {
    const kept = await records.wish(one);
    out.data({ event: 'wish', ...kept });
    out.say(`Wished for: ${printable(called(kept))} (${kept.id})`);
  }
  if (given.length > 0) out.say(dim('Next: earmark books search'));
  if (given.length > 0 || flags.drop) return;
  const all = await records.wishes.all();
  for (const one of all) out.data({ event: 'wish', ...one });
  out.say(
    all.length === 0
      ? 'No wishes yet. Example: earmark books wish "Edgedancer" --author "Brandon Sanderson"'
      : wishesTable(all, out.width),
  );
}

function wishFrom(
  title = '',
  { author = [], series, narrator, language, asin }: WishFlags,
): NewWish {
  return {
    title,
    creators: author,
    ...(series !== undefined && { series }),
    ...(narrator !== undefined && { narrator }),
    ...(language !== undefined && { language }),
    ...(asin !== undefined && { asin }),
  };
}

const texts = ['title', 'series', 'narrator', 'language', 'asin'] as const;

/** A list of `{ title, author, series, … }`, as people keep their searches. */
async function wishesIn(path: string): Promise<readonly NewWish[]> {
  let list: unknown;
  try {
    list = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new EarmarkError(
      'config',
      `${path} could not be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!Array.isArray(list))
    throw new EarmarkError(
      'config',
      `${path} must be a list such as [{"title":"Edgedancer","author":"Brandon Sanderson"}]`,
    );
  return list.map((entry: unknown, at) => {
    const row = Object(entry) as Record<string, unknown>;
    const unknown = Object.keys(row).find((key) => ![...texts, 'author', 'creators'].includes(key));
    if (unknown !== undefined)
      throw new EarmarkError(
        'config',
        `${path}: entry ${at + 1} has the unknown key ${JSON.stringify(unknown)}. Valid keys: author, ${texts.join(', ')}`,
      );
    const authors = [row.author ?? row.creators ?? []].flat().map(String);
    const said = texts.flatMap((key) => (typeof row[key] === 'string' ? [[key, row[key]]] : []));
    return { title: '', creators: authors, ...Object.fromEntries(said) };
  });
}
