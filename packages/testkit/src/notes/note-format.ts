import type { TagFormat } from '@earmark/core';
import type { NoteFaults } from './note-codec.ts';

/**
 * A format made for tests: `NOTE`, the length of the head (8 digits), the head (`key=value` lines and spaces
 * as padding), then the sound. `faults` makes its codec lie, hang or eat memory.
 */
export function createNoteFormat(faults: NoteFaults = {}): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'note',
    extensions: ['.note'],
    codec: {
      module: import.meta.resolve('@earmark/testkit/note-codec'),
      name: 'noteCodec',
      options: { ...faults },
    },
  };
}

export function noteFile(
  fields: Readonly<Record<string, readonly string[]>>,
  sound: Uint8Array,
  padding = 64,
): Uint8Array {
  const lines = Object.entries(fields).flatMap(([key, values]) =>
    values.map((value) => `${key}=${value}\n`),
  );
  const head = Buffer.concat([Buffer.from(lines.join('')), Buffer.alloc(padding, ' ')]);
  const length = String(head.length).padStart(8, '0');
  return Buffer.concat([Buffer.from(`NOTE${length}`), head, sound]);
}
