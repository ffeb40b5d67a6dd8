import type { Query } from '@earmark/core';
import type { Settings } from './options.ts';

/** Quotes, `|`, `-`, `@`, `!`, `(` and `/` are operators of the search: only words are left. */
function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Title and author; without a title the series, or the author alone. */
export function searchText({ title, creators, series = [] }: Query): string {
  const [author = ''] = creators;
  const [main = ''] = title.split(/:\s/);
  const about = main.trim() === '' ? (series[0]?.name ?? '') : main;
  return wordsOf(`${about} ${author}`);
}

export function searchBody(
  asked: { readonly text: string } | { readonly id: string },
  { categories, languages }: Settings,
): string {
  const tor = {
    ...('id' in asked ? { id: asked.id, text: '' } : { text: asked.text }),
    srchIn: ['title', 'author', 'narrator', 'series'],
    searchType: 'id' in asked ? 'all' : 'active',
    searchIn: 'torrents',
    main_cat: categories,
    cat: ['0'],
    ...(languages ? { browse_lang: languages } : {}),
    browseFlagsHideVsShow: '0',
    startDate: '',
    endDate: '',
    hash: '',
    sortType: 'default',
    startNumber: '0',
  };
  // A flag that is there is on, whatever its value. `dlLink` is left out: what it brings is a credential.
  return JSON.stringify({ tor, perpage: 100, description: '', isbn: '', mediaInfo: '' });
}
