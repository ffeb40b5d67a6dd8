import { EarmarkError, type EarmarkOptions, type LoadedConfig } from '@earmark/core';
import { defaultSink } from '@earmark/standard';
import { type Command, Option } from 'commander';

export interface Id3Flag {
  readonly id3?: string;
}

/** Which version of ID3v2 this command writes; for all of them there is EARMARK_ID3. */
export function withId3(command: Command): Command {
  return command.addOption(
    new Option(
      '--id3 <version>',
      'ID3v2 of new and changed tags: 2.4 upgrades what needs it, 2.3 and keep never (EARMARK_ID3; default: 2.4)',
    ).choices(['2.3', '2.4', 'keep']),
  );
}

export async function writingId3(
  options: EarmarkOptions,
  { config, context }: LoadedConfig,
  { id3 }: Id3Flag,
): Promise<EarmarkOptions> {
  if (id3 === undefined) return options;
  if (config.sinks)
    throw new EarmarkError(
      'config',
      `The configuration has sinks of its own: write createId3Format({ id3: '${id3}' }) there`,
    );
  const sink = await defaultSink({ env: { ...context.env, EARMARK_ID3: id3 } });
  return {
    ...options,
    sinks: (options.sinks ?? []).map((each) => (each.name === sink.name ? sink : each)),
  };
}
