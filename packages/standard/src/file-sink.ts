import { EarmarkError, type Plugin, type Sink, type TagReader } from '@earmark/core';

export type FileSink = Sink & { readonly reader: TagReader };

/** The sink among these that reads and writes the tags of files. */
export function fileSinkOf(plugins: readonly Plugin[]): FileSink {
  const sink = plugins.find((plugin): plugin is FileSink => 'reader' in plugin);
  if (sink) return sink;
  throw new EarmarkError(
    'config',
    'No sink here reads files: add createTagSink({ formats }) to the configuration',
  );
}
