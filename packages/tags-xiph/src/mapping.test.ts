import { fieldNames } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { namesOf, xiphFields } from './mapping.ts';

describe('the table of fields', () => {
  it('has every field of the house but the year, which is the date', () => {
    const known = xiphFields.map(({ field }) => field).sort();
    expect([...known, 'year'].sort()).toEqual([...fieldNames].sort());
  });

  it('gives no comment name to two fields', () => {
    const names = xiphFields.flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
  });
});
