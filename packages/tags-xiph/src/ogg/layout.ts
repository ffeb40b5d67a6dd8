import { mostSegments, type Page } from './page.ts';

/** A page as it will be, without its bytes. */
export interface PageLayout {
  readonly lacing: readonly number[];
  /** Whether it begins within a packet. */
  readonly continued: boolean;
}
/** A packet in its pages, and what shares the first and the last of them. */
export interface Surroundings {
  readonly pages: readonly Page[];
  /** Segments in the first page that belong to packets before. */
  readonly before: readonly number[];
  /** Segments in the last page that belong to packets behind. */
  readonly behind: readonly number[];
}

/** The segments of a packet of this length. */
export function lacingOf(length: number): readonly number[] {
  return [...Array<number>(Math.floor(length / 255)).fill(255), length % 255];
}

/**
 * The pages for a packet of another length. All but the last keep their old size, so that mostly no page is
 * added, and what stands behind the packet stays in one page, so that its bytes need not move into another.
 */
export function layOut(
  { pages, before, behind }: Surroundings,
  lacing: readonly number[],
): readonly PageLayout[] {
  const laid: PageLayout[] = [];
  let at = 0;
  while (at < lacing.length) {
    const index = laid.length;
    const own = index === 0 ? before : [];
    const room = mostSegments - own.length;
    const template = (pages[index]?.lacing.length ?? 0) - own.length;
    const take = Math.min(lacing.length - at, index < pages.length - 1 ? template : room);
    const ends = at + take === lacing.length;
    const joins = ends && own.length + take + behind.length <= mostSegments;
    laid.push({
      lacing: [...own, ...lacing.slice(at, at + take), ...(joins ? behind : [])],
      continued: at > 0,
    });
    if (ends && !joins) laid.push({ lacing: behind, continued: false });
    at += take;
  }
  return laid;
}
