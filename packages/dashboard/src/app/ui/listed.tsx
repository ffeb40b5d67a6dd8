import type { ComponentChildren } from 'preact';
import { ask } from '../api/http.ts';
import { type Resource, useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { t } from '../text/index.ts';
import { Empty, Failure } from './parts.tsx';

/** A list of the API, whole: `{ items }`. For lists that people keep short themselves. */
export function useItems<T>(
  path: string,
  keys: readonly unknown[] = [],
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): Resource<readonly T[]> {
  return useResource(
    async (signal) => {
      const asked = { query: { account: account.value, ...query }, signal };
      return (await ask<{ readonly items: readonly T[] }>(path, asked)).body.items;
    },
    [path, account.value, JSON.stringify(query), ...keys],
  );
}

/** What is loading, failed or empty says so; else the list is drawn. */
export function Listed<T>(props: {
  readonly of: Resource<readonly T[]>;
  readonly empty: string;
  readonly emptyText?: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  const items = props.of.data.value;
  if (!items)
    return props.of.error.value === undefined ? (
      <p class="muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={props.of.error.value} retry={props.of.reload} />
    );
  if (items.length === 0)
    return <Empty title={props.empty} {...(props.emptyText ? { text: props.emptyText } : {})} />;
  return <>{props.children(items)}</>;
}
