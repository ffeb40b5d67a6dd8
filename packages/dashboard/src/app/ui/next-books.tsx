import type { NextBook } from '@earmark/api/client';
import { formatAgo, formatList } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';

/** Whose turn it is, and why: what each lacks, and when it was last asked about. */
export function NextBooks({ books }: { readonly books: readonly NextBook[] }) {
  const { wishes: text } = t.value;
  return (
    <ol class="card stack next-books">
      {books.map((book) => (
        <li key={book.subject} class="row row-between">
          <span>
            {book.title} <span class="muted small">{formatList(book.creators)}</span>
          </span>
          <span class="muted small">
            {book.empty.length > 0
              ? text.lacks(formatList(book.empty.map(fieldName)))
              : text.lacksNothing}
            {' · '}
            {lastAsked(book)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function lastAsked({ askedAt, result }: NextBook): string {
  const { wishes: text } = t.value;
  if (askedAt === undefined) return text.neverAsked;
  const when = formatAgo(askedAt);
  return result === 'miss' ? text.unknownThen(when) : text.asked(when);
}
