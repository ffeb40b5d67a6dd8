import { fieldNames } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { createMp4Format, type Mp4Options, mapping } from './index.ts';

describe('the format', () => {
  it('names a codec that workers can import', async () => {
    const { codec } = createMp4Format({ padding: 100 });
    const module: Record<string, unknown> = await import(codec.module);
    expect(module[codec.name]).toBeTypeOf('function');
    expect(codec.options).toEqual({ padding: 100 });
  });

  it.each([{ padding: 7 }, { padding: 100.5 }, { padding: 70_000 }, { room: 1 } as Mp4Options])(
    'refuses %j',
    (options) => {
      expect(() => createMp4Format(options)).toThrow(expect.objectContaining({ code: 'config' }));
    },
  );
});

it('gives no place to two fields, but the date to its year', () => {
  const places = fieldNames.filter((field) => field !== 'year').flatMap((field) => mapping[field]);
  expect(new Set(places).size).toBe(places.length);
  expect(mapping.year).toEqual(mapping.date);
});
