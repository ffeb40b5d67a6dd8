import { describe, expect, it } from 'vitest';
import { createXiphFormat, type XiphOptions } from './index.ts';

describe('the format', () => {
  it('names a codec that workers can import', async () => {
    const { codec } = createXiphFormat({ padding: 100 });
    const module: Record<string, unknown> = await import(codec.module);
    expect(module[codec.name]).toBeTypeOf('function');
    expect(codec.options).toEqual({ padding: 100 });
  });

  it.each([{ padding: -1 }, { padding: 1.5 }, { padding: 70_000 }, { room: 1 } as XiphOptions])(
    'refuses %j',
    (options) => {
      expect(() => createXiphFormat(options)).toThrow(expect.objectContaining({ code: 'config' }));
    },
  );
});
