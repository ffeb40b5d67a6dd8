import { existsSync } from 'node:fs';
import type { Earmark, Plugin } from '@earmark/core';
import type { Output } from './output.ts';
import { dim } from './style.ts';

/** Where its answers come from: an index on this disk, hosts, or neither. */
export function placesOf({ files = [], hosts = {} }: Plugin): string {
  const online = Object.keys(hosts).join(', ');
  if (files.length === 0) return online;
  if (!files.every((file) => existsSync(file))) return online || 'offline index, not built yet';
  return online === '' ? 'offline index' : `offline index, then ${online}`;
}

/** Who is asked, said once before a run. */
export function sayAsked(
  { plugins }: Earmark,
  chosen: readonly string[] | undefined,
  out: Output,
): void {
  const sources = plugins.filter(
    ({ kind, name }) => kind === 'source' && (chosen?.includes(name) ?? true),
  );
  out.data({
    event: 'sources-chosen',
    sources: sources.map(({ name, hosts = {}, files = [] }) => ({
      name,
      hosts: Object.keys(hosts),
      files,
    })),
  });
  const said = sources.map((source) => {
    const places = placesOf(source);
    return places === '' ? source.name : `${source.name} (${places})`;
  });
  out.note(dim(`asking ${said.join(', ')}`));
}
