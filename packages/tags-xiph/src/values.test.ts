import { describe, expect, it } from 'vitest';
import { numberBehind, readValue } from './values.ts';

describe('the value of a comment', () => {
  it.each([
    ['03', '3'],
    ['3/12', '3'],
    ['0', undefined],
    ['', undefined],
    ['A1', undefined],
    ['120.5', '120'],
  ])('as a number: %j is %j', (text, number) => {
    expect(readValue('number', text)).toBe(number);
  });

  it.each([
    ['1971', '1971'],
    ['1971-06', '1971-06'],
    ['1971/6/22', '1971-06-22'],
    ['1971-00-00', '1971'],
    ['1971-06-22T10:00', '1971-06-22'],
    ['June 1971', '1971'],
    ['0000', undefined],
    ['soon', undefined],
  ])('as a date: %j is %j', (text, date) => {
    expect(readValue('date', text)).toBe(date);
  });

  it.each([
    ['3/12', '12'],
    ['3/', undefined],
    ['3', undefined],
    ['3/0', undefined],
  ])('behind the slash of %j is %j', (text, number) => {
    expect(numberBehind(text)).toBe(number);
  });

  it('knows a flag by 1, true and yes', () => {
    expect(['1', 'True', 'yes', '0', 'no'].map((text) => readValue('flag', text))).toEqual([
      ...['1', '1', '1'],
      undefined,
      undefined,
    ]);
  });
});
