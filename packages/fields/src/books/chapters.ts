import type { Candidate, Subject } from '@earmark/core';

/** Times from another file are right to so many seconds, or they are of another cut. */
const closeSeconds = 5;

interface Chapter {
  readonly start: number;
  readonly title: string;
}

/**
 * What a source's chapters come to for a book (`61.5 The Boy Who Lived`: seconds, then the title). Times are of the
 * source's own file: they are taken where the book has none and is as long, with or without the shop's intro and
 * outro. Chapters that are there keep their times; where they have no names but numbers, and are as many, they get some.
 */
export function chaptersFor(
  candidate: Candidate,
  { durationSeconds }: Subject,
  now: readonly string[],
): readonly string[] {
  const timed = said(candidate, 'chapter').map(parsed);
  const titles =
    timed.length > 0 ? timed.map(({ title }) => title) : said(candidate, 'chaptertitle');
  if (now.length > 0) {
    const own = now.map(parsed);
    const fits = own.length === titles.length && areNameless(now) && !haveNoNames(titles);
    return fits ? own.map(({ start }, at) => written({ start, title: titles[at] ?? '' })) : [];
  }
  const shift = shiftOf(candidate, durationSeconds);
  if (shift === undefined) return [];
  const moved = timed.map(({ start, title }) => ({ start: Math.max(0, start - shift), title }));
  return moved.filter(({ start }) => start < (durationSeconds ?? 0)).map(written);
}

/** Chapters as a program made them, of files or numbers: naming them loses nothing. */
export const areNameless = (chapters: readonly string[]): boolean =>
  haveNoNames(chapters.map((each) => parsed(each).title));

/** Several that differ in nothing but numbers. */
function haveNoNames(titles: readonly string[]): boolean {
  const plain = titles.map((title) => title.toLowerCase().replace(/[^\p{L}]/gu, ''));
  return titles.length > 1 && new Set(plain).size === 1;
}

/** How much earlier everything is in the book than in the source's file; nothing where the lengths do not agree. */
function shiftOf(candidate: Candidate, mine: number | undefined): number | undefined {
  const { durationSeconds: theirs } = candidate;
  if (!mine || !theirs) return undefined;
  const [intro = 0, outro = 0] = ['chapterintro', 'chapteroutro'].map((field) =>
    Number(said(candidate, field)[0] ?? 0),
  );
  const cuts = [
    { less: 0, shift: 0 },
    { less: outro, shift: 0 },
    { less: intro, shift: intro },
    { less: intro + outro, shift: intro },
  ].map(({ less, shift }) => ({ shift, off: Math.abs(theirs - less - mine) }));
  const best = cuts.reduce((one, other) => (other.off < one.off ? other : one));
  return best.off <= closeSeconds ? best.shift : undefined;
}

const said = ({ claims }: Candidate, field: string): readonly string[] =>
  claims.filter((claim) => claim.field === field).map(({ value }) => value);

function parsed(value: string): Chapter {
  const at = value.indexOf(' ');
  return { start: Number(value.slice(0, at)), title: value.slice(at + 1).trim() };
}

const written = ({ start, title }: Chapter) => `${Math.round(start * 1000) / 1000} ${title}`;
