import { EarmarkError, type TagCodec } from '@earmark/core';
import type { WorkerFormat } from '../pool/protocol.ts';

export interface LoadedFormat {
  readonly name: string;
  readonly extensions: ReadonlySet<string>;
  readonly codec: TagCodec;
}

export async function loadFormats(
  formats: readonly WorkerFormat[],
): Promise<readonly LoadedFormat[]> {
  const loaded: LoadedFormat[] = [];
  for (const { name, extensions, module, export: exported, options } of formats) {
    const create: unknown = (await import(module))[exported];
    if (typeof create !== 'function') {
      throw new EarmarkError(
        'config',
        `the tag format ${name} names ${exported} in ${module}, and there is no such function`,
      );
    }
    loaded.push({ name, extensions: new Set(extensions), codec: create(options) });
  }
  return loaded;
}

/**
 * The formats to try on a file, in order: those that know its content, the ones that also know its name first.
 * Where no format knows the content, those that know the name: they will say what is wrong with it.
 */
export function candidates(
  formats: readonly LoadedFormat[],
  head: Uint8Array,
  extension: string,
): readonly LoadedFormat[] {
  const named = formats.filter(({ extensions }) => extensions.has(extension));
  const others = formats.filter(({ extensions }) => !extensions.has(extension));
  const known = [...named, ...others].filter(({ codec }) => codec.recognises(head));
  return known.length > 0 ? known : named;
}
