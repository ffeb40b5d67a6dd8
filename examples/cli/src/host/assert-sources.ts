import { EarmarkError } from '@earmark/core';
import type { Host } from './host.ts';

/** Throws, saying what to do, where there is nobody to be asked. */
export function assertSources({ earmark, settings }: Host): void {
  if (earmark.plugins.some(({ kind }) => kind === 'source')) return;
  throw new EarmarkError(
    'config',
    settings.context.offline
      ? '--offline leaves no source to ask: build an index with `earmark index build`'
      : 'no source is configured: set EARMARK_CONTACT (your mail address) for MusicBrainz, build an offline index with `earmark index build`, or write a configuration with `earmark init`',
  );
}
